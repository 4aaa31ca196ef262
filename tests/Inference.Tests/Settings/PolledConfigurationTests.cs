using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Inference.Settings;

public sealed class PolledConfigurationTests
{
    private readonly EditedFile _file = new("""{"Guard": {"Enabled": false}}""");
    private readonly ConfigurationFileFaults _faults = new();
    private readonly List<string> _reported = [];

    public PolledConfigurationTests() => _faults.Changed += (file, problem) => _reported.Add(problem ?? $"{file} is mended");

    [Fact]
    public void A_broken_file_keeps_its_settings_and_is_reported_once()
    {
        var configuration = Build();

        _file.Change("""{"Guard": {"Enabled": true""");
        _file.Change("""{"Guard": {"Enabled": true""");
        Assert.Equal("False", configuration["Guard:Enabled"]);
        Assert.StartsWith("appsettings.json, line 1, column 27: ", Assert.Single(_reported), StringComparison.Ordinal);

        _file.Change("""{"Guard": {"Enabled": true}}""");
        Assert.Equal("True", configuration["Guard:Enabled"]);
        Assert.Equal("appsettings.json is mended", _reported[^1]);
        Assert.Equal(2, _reported.Count);
    }

    [Fact]
    public void A_file_that_is_broken_from_the_beginning_is_refused()
    {
        _file.Change("{");

        Assert.IsAssignableFrom<JsonException>(Assert.Throws<InvalidDataException>(Build).GetBaseException());
        Assert.Empty(_reported);
    }

    private IConfigurationRoot Build() => new ConfigurationBuilder()
        .Add(new PolledJsonSource(_faults) { FileProvider = _file, Path = "appsettings.json", ReloadOnChange = true, ReloadDelay = 0 })
        .Build();

    /// <summary>One file whose changes are seen at once.</summary>
    private sealed class EditedFile(string content) : IFileProvider, IFileInfo
    {
        private string _content = content;
        private ConfigurationReloadToken _changes = new();

        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified => default;

        public long Length => _content.Length;

        public string Name => "appsettings.json";

        public string? PhysicalPath => null;

        public void Change(string content)
        {
            _content = content;
            Interlocked.Exchange(ref _changes, new ConfigurationReloadToken()).OnReload();
        }

        public Stream CreateReadStream() => new MemoryStream(Encoding.UTF8.GetBytes(_content));

        public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

        public IFileInfo GetFileInfo(string subpath) => this;

        public IChangeToken Watch(string filter) => _changes;
    }
}
