using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Inference.Settings;

/// <summary>
/// Configuration files beside the program and in the folder that the process starts in; the latter override the former. They are polled every few seconds
/// and read again when they change. The framework's file watcher covers the whole folder with the database in it: every page written would be an event.
/// </summary>
internal static class PolledConfiguration
{
    /// <summary>The argument that disables the framework's own watching.</summary>
    public const string WatchingDisabled = "--hostBuilder:reloadConfigOnChange=false";

    private const string Name = "appsettings";

    /// <summary>Replaces the files that the framework reads.</summary>
    public static void Use(ConfigurationManager configuration, string folder, ConfigurationFileFaults faults)
    {
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var files = sources.OfType<JsonConfigurationSource>().Where(source => source.Path?.StartsWith(Name, StringComparison.Ordinal) is true).ToArray();
        var place = files.Length == 0 ? 0 : sources.IndexOf(files[0]);
        foreach (var file in files)
        {
            sources[sources.IndexOf(file)] = Polled(file.Path!, folder, faults);
        }

        var program = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        if (program == Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
        {
            return;
        }

        foreach (var file in files.Reverse())
        {
            sources.Insert(place, Polled(file.Path!, program, faults));
        }
    }

    private static PolledJsonSource Polled(string file, string folder, ConfigurationFileFaults faults) => new(faults)
    {
        FileProvider = new PhysicalFileProvider(folder) { UsePollingFileWatcher = true, UseActivePolling = true },
        Path = file,
        Optional = true,
        ReloadOnChange = true,
    };
}

/// <summary>A file that must be readable when the process starts. If it cannot be read later, the settings of its last readable version stay.</summary>
internal sealed class PolledJsonSource(ConfigurationFileFaults faults) : JsonConfigurationSource
{
    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new Provider(this, faults);
    }

    private sealed class Provider : JsonConfigurationProvider
    {
        private readonly ConfigurationFileFaults _faults;
        private IDictionary<string, string?>? _lastGood;

        public Provider(PolledJsonSource source, ConfigurationFileFaults faults)
            : base(source)
        {
            _faults = faults;
            source.OnLoadException = KeepLastGood;
        }

        private string File => Source.FileProvider!.GetFileInfo(Source.Path!).PhysicalPath ?? Source.Path!;

        public override void Load()
        {
            base.Load();
            _lastGood = Data;
        }

        public override void Load(Stream stream)
        {
            base.Load(stream);
            if (_lastGood is not null)
            {
                _lastGood = Data;
                _faults.ReportReadable(File);
            }
        }

        private void KeepLastGood(FileLoadExceptionContext context)
        {
            if (_lastGood is null)
            {
                return;
            }

            // The framework has emptied the provider's data.
            Data = _lastGood;
            context.Ignore = true;
            _faults.ReportUnreadable(File, context.Exception);
        }
    }
}
