namespace Inference.Requests;

/// <summary>How deep JSON may be nested.</summary>
internal static class JsonLimits
{
    /// <summary>Levels of a request's body.</summary>
    public const int ReadDepth = 64;

    /// <summary>Levels of a response: lists hold what was read some levels further down, so responses may be deeper than requests.</summary>
    public const int WriteDepth = 2 * ReadDepth;
}
