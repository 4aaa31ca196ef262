using Inference.Browsers;
using Inference.Infrastructure;

namespace Inference.OpenApi;

/// <summary>A server in a process of its own and a browser that finds it under two names.</summary>
public sealed class DocsPageFixture : IAsyncLifetime
{
    public const string OtherName = "docs.test";

    private TestDatabase _data = null!;
    private SiloProcess _server = null!;
    private Chromium _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        var starting = SiloProcess.StartAsync(_data);
        _browser = await Chromium.StartAsync(OtherName);
        _server = await starting;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server.DisposeAsync();
        await _data.DisposeAsync();
    }

    public Uri AddressOf(string host, string path) => new UriBuilder(_server.Address) { Host = host, Path = path }.Uri;

    internal Task<BrowserPage> OpenAsync(Uri address) => _browser.OpenAsync(address);
}
