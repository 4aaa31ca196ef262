using System.Collections.Immutable;
using Inference.Models.Servers;

namespace Inference.Models.Catalog;

/// <summary>A model of the catalog as it is configured at the moment.</summary>
internal sealed class ModelEntry(string name, ModelOptions options, ModelServer server, DateTimeOffset loadedAt)
{
    public string Name { get; } = name;

    public ModelOptions Options { get; } = options;

    public ModelServer Server { get; } = server;

    public DateTimeOffset LoadedAt { get; } = loadedAt;

    /// <summary>This model and those that are asked when it fails, in order, each once. Set once, when all entries are there.</summary>
    public ImmutableArray<ModelEntry> Chain { get; set; } = [];

    /// <summary>The model's name at its server.</summary>
    public string Upstream => Options.Model ?? Name;

    public bool TakesMaxCompletionTokens { get; } = options.MaxTokensField is { } field
        ? field == ModelOptions.MaxCompletionTokens
        : Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var uri) && uri.Host == "api.openai.com";
}
