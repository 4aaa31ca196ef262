namespace Inference.Storage;

/// <summary>How much a list, or a window of a chat, holds: so much is in memory at once, and crosses from silo to front end in one message.</summary>
public static class PageLimit
{
    /// <summary>Of documents as they are stored. A page has one item at the least, however large it is.</summary>
    public const int Bytes = 8 * 1024 * 1024;
}
