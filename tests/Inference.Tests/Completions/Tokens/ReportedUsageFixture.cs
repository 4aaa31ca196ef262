using Inference.Infrastructure;
using Inference.Messages;
using Inference.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Completions.Tokens;

/// <summary>The API over a model whose server reports more of its usage than the sums.</summary>
public sealed class ReportedUsageFixture : IAsyncLifetime
{
    private const string Details =
        """{"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":256},"cost":0.10}""";

    /// <summary>What clients are shown.</summary>
    public static readonly string Shown = $$"""{"prompt_tokens":2000,"completion_tokens":300,"total_tokens":2300,{{Details[1..]}}""";

    public InferenceHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await InferenceHost.StartAsync(new InferenceHostOptions
    {
        Settings = new() { ["Models:Catalog:up:Endpoint"] = "http://127.0.0.1:9/v1" },
        ConfigureSilo = silo => silo.Services.AddSingleton<IModelClient>(
            new ReportingModel(new Usage(2_000, 300) { CachedTokens = 1_920, ReasoningTokens = 256, Details = Details })),
    });

    public async ValueTask DisposeAsync() => await (Host?.DisposeAsync() ?? ValueTask.CompletedTask);
}
