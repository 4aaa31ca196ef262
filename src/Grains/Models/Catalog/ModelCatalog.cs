using System.Collections.Frozen;
using System.Collections.Immutable;
using Inference.Errors;
using Inference.Models.Servers;
using Inference.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Polly;

namespace Inference.Models.Catalog;

/// <summary>
/// The models by name. When the configuration changes it takes the new one as a whole or, when anything is wrong with it, not at all.
/// </summary>
internal sealed partial class ModelCatalog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IOptionsFactory<ModelsOptions> _options;
    private readonly ModelServerFactory _servers;
    private readonly ModelServer _local;
    private readonly ILogger<ModelCatalog> _logger;
    private readonly IDisposable _changes;

    private CatalogSnapshot _current;

    public ModelCatalog(
        IOptionsFactory<ModelsOptions> options,
        ModelServerFactory servers,
        [FromKeyedServices(ModelsOptions.Local)] IModelProvider local,
        ModelCatalogChanges changes,
        ILogger<ModelCatalog> logger)
    {
        _options = options;
        _servers = servers;
        _logger = logger;
        _local = new ModelServer(local, ResiliencePipeline.Empty, new ServerHealth(ModelsOptions.Local, endpoint: null, logger), gate: null);
        _current = Build(_options.Create(Options.DefaultName), Empty);
        _changes = ChangeToken.OnChange(changes.Token, Reload);
    }

    /// <summary>The model of requests that name none.</summary>
    public string Default => Volatile.Read(ref _current).Default;

    public ImmutableArray<ModelEntry> Models => Volatile.Read(ref _current).Models.Values;

    private static CatalogSnapshot Empty => new(
        ModelsOptions.Local, FrozenDictionary<string, ModelEntry>.Empty, FrozenDictionary<string, ModelEntry>.Empty, Unknown: null);

    /// <summary>Whether the catalog has the model, by its name or an alias.</summary>
    public bool Contains(string model) => Volatile.Read(ref _current).Names.ContainsKey(model);

    /// <summary>Whether it is the built-in model that answers for the name.</summary>
    public bool IsLocal(string model) => Volatile.Read(ref _current).Find(model) is { Options.IsLocal: true };

    /// <summary>The model that answers for the name: a model's own, an alias, or any where the configuration has a model for unknown ones.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ModelNotFound"/>.</exception>
    public ModelEntry Get(string model) =>
        Volatile.Read(ref _current).Find(model) ?? throw new InferenceException(ErrorKind.ModelNotFound, $"There is no model {InferenceException.Quote(model)}.", "model");

    /// <summary>The catalog's name of the model that answers for the name that a request gives.</summary>
    /// <exception cref="InferenceException"><see cref="ErrorKind.ModelNotFound"/>.</exception>
    public string Require(string model) =>
        Volatile.Read(ref _current).Find(model)?.Name
        ?? throw new InferenceException(ErrorKind.ModelNotFound, $"There is no model {InferenceException.Quote(model)}; GET /v1/models lists those there are.", "model");

    /// <summary>Keeps the model's server from being closed until it is released; the model as it is now, when it was changed meanwhile.</summary>
    public ModelEntry Acquire(ModelEntry model)
    {
        while (!model.Server.TryAcquire())
        {
            model = Get(model.Name);
        }

        return model;
    }

    public void Dispose()
    {
        _changes.Dispose();
        foreach (var server in Models.Select(model => model.Server).Distinct())
        {
            server.Release();
        }
    }

    private void Reload()
    {
        // Configuration sources tell of one change more than once, and from any thread.
        lock (_gate)
        {
            try
            {
                var previous = _current;
                var next = Build(_options.Create(Options.DefaultName), previous);
                Volatile.Write(ref _current, next);
                Retire(previous, next);
            }
            catch (OptionsValidationException exception)
            {
                LogRefused(string.Join("; ", SettingFailures.Of(exception)));
            }
            catch (Exception exception)
            {
                // The configuration that signals the change logs nothing that its observers throw; the models before still answer.
                LogFailed(exception);
            }
        }
    }

    private CatalogSnapshot Build(ModelsOptions options, CatalogSnapshot previous)
    {
        var entries = options.Catalog.ToDictionary(
            pair => pair.Key, pair => Entry(pair.Key, pair.Value, previous), StringComparer.OrdinalIgnoreCase);
        entries.TryAdd(ModelsOptions.Local, Entry(ModelsOptions.Local, new ModelOptions { Provider = ModelsOptions.Local }, previous));
        var names = entries.Values
            .SelectMany(entry => entry.Options.Aliases.Prepend(entry.Name).Select(name => KeyValuePair.Create(name, entry)))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries.Values)
        {
            List<ModelEntry> chain = [];
            AddWithFallbacks(entry, names, chain);
            entry.Chain = [.. chain];
        }

        return new CatalogSnapshot(
            names[options.Default].Name,
            entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            names,
            options.Unknown is { } unknown ? names[unknown] : null);
    }

    private ModelEntry Entry(string name, ModelOptions options, CatalogSnapshot previous)
    {
        if (previous.Models.TryGetValue(name, out var before) && before.Options.IsServedLike(options))
        {
            return new ModelEntry(name, options, before.Server, before.LoadedAt);
        }

        return new ModelEntry(name, options, options.IsLocal ? _local : _servers.Create(name, options), _servers.Now);
    }

    private static void AddWithFallbacks(ModelEntry entry, FrozenDictionary<string, ModelEntry> names, List<ModelEntry> chain)
    {
        if (!chain.Contains(entry))
        {
            chain.Add(entry);
            entry.Options.Fallbacks.ForEach(name => AddWithFallbacks(names[name], names, chain));
        }
    }

    private void Retire(CatalogSnapshot previous, CatalogSnapshot next)
    {
        var kept = next.Models.Values.Select(model => model.Server).ToHashSet();
        foreach (var model in previous.Models.Values.Where(model => !kept.Contains(model.Server)))
        {
            model.Server.Release();
        }

        var changed = next.Models.Values.Count(model =>
            !previous.Models.TryGetValue(model.Name, out var before) || before.Server != model.Server);
        if (changed > 0 || !next.IsNamedLike(previous))
        {
            LogReloaded(next.Models.Count, changed);
        }
    }

    [LoggerMessage(LogLevel.Information, "Configuration of the models was reloaded; models: {Count}, new or changed: {Changed}")]
    private partial void LogReloaded(int count, int changed);

    [LoggerMessage(LogLevel.Error, "Changed configuration of the models was refused, the one before stays: {Problems}")]
    private partial void LogRefused(string problems);

    [LoggerMessage(LogLevel.Error, "Changed configuration of the models could not be read, the one before stays")]
    private partial void LogFailed(Exception exception);
}

/// <summary>Signals that the configuration may have changed. Not the options monitor, which throws on every read after a bad reload.</summary>
internal sealed record ModelCatalogChanges(Func<IChangeToken> Token);
