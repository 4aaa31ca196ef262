using Inference.Infrastructure;

[assembly: AssemblyFixture(typeof(InferenceFixture))]

namespace Inference.Infrastructure;

/// <summary>
/// A two-silo cluster and the API in front of it, shared by every test: take a fresh id in each. A test that needs other settings starts
/// an <see cref="InferenceHost"/> of its own.
/// </summary>
public sealed class InferenceFixture : IAsyncLifetime
{
    public InferenceHost Host { get; private set; } = null!;

    public IGrainFactory Grains => Host.Grains;

    public HttpClient CreateClient() => Host.CreateClient();

    public async ValueTask InitializeAsync() => Host = await InferenceHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
