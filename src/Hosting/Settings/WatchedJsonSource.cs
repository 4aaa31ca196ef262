using Microsoft.Extensions.Configuration.Json;

namespace Inference.Settings;

/// <summary>A file that must be readable when the process starts, and keeps what it had while it is not later.</summary>
internal sealed class WatchedJsonSource(ConfigurationFileFaults faults) : JsonConfigurationSource
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

        public Provider(WatchedJsonSource source, ConfigurationFileFaults faults)
            : base(source)
        {
            _faults = faults;
            source.OnLoadException = Keep;
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
                _faults.Mended(File);
            }
        }

        private void Keep(FileLoadExceptionContext context)
        {
            if (_lastGood is null)
            {
                return;
            }

            // The framework has emptied it.
            Data = _lastGood;
            context.Ignore = true;
            _faults.Broke(File, context.Exception);
        }
    }
}
