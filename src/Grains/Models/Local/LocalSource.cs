namespace Inference.Models.Local;

/// <summary>A text that the local model may quote, and how it is called.</summary>
internal sealed record LocalSource(string Name, string Text)
{
    /// <summary>The name of what the system prompt says outside of documents.</summary>
    public const string Context = "context";
}
