using Microsoft.Extensions.DependencyInjection;

namespace Inference.Infrastructure;

/// <summary>How a test's host differs from the shared fixture's.</summary>
public sealed class InferenceHostOptions
{
    public short Silos { get; init; } = 2;

    /// <summary>Configuration of silos and API alike, such as <c>Guard:Enabled</c>.</summary>
    public Dictionary<string, string?> Settings { get; init; } = [];

    /// <summary>Runs last on each silo, so that the test's registrations replace the product's.</summary>
    public Action<ISiloBuilder>? ConfigureSilo { get; init; }

    /// <summary>Runs last on the API's services.</summary>
    public Action<IServiceCollection>? ConfigureApi { get; init; }

    /// <summary>An existing database to start on; the host then closes it and leaves it behind.</summary>
    public TestDatabase? Database { get; init; }
}
