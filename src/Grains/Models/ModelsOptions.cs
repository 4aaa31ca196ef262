namespace Inference.Models;

/// <summary>The section <c>Models</c>: which models there are, and which one answers when a request names none.</summary>
internal sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>The model that is always there and asks no server.</summary>
    public const string Local = "local";

    /// <summary>The model of requests that name none.</summary>
    public string Default { get; set; } = Local;

    /// <summary>The models by the names that requests use; <c>local</c> need not be listed.</summary>
    public Dictionary<string, ModelOptions> Catalog { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings elsewhere that name a model, with what they name: <c>Guard:Model</c>, <c>Router:Model</c>.</summary>
    internal List<KeyValuePair<string, string>> References { get; } = [];

    /// <summary>What was wrong with the configuration when it was read: unknown settings, values of the wrong type.</summary>
    internal List<string> Problems { get; } = [];
}
