using Microsoft.Extensions.DependencyInjection;

namespace Inference.Infrastructure;

/// <summary>What a test wants otherwise than the shared fixture has it.</summary>
public sealed class InferenceHostOptions
{
    public short Silos { get; init; } = 2;

    /// <summary>Configuration of silos and API alike, such as <c>Guard:Enabled</c>.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Runs last on each silo: replaces whatever the test replaces.</summary>
    public Action<ISiloBuilder>? ConfigureSilo { get; init; }

    /// <summary>Runs last on the API's services.</summary>
    public Action<IServiceCollection>? ConfigureApi { get; init; }

    /// <summary>An existing database to start on; the host then closes it and leaves it behind.</summary>
    public TestDatabase? Database { get; init; }
}
