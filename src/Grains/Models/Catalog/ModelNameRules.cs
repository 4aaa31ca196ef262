namespace Inference.Models.Catalog;

/// <summary>Checks the models' names and aliases, and every setting that names a model.</summary>
internal sealed class ModelNameRules(ModelsOptions options, List<string> problems)
{
    private const string Section = ModelsOptions.Section;

    // Aliases and names, to the name of the model that has them.
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase) { [ModelsOptions.Local] = ModelsOptions.Local };

    public void Check()
    {
        foreach (var name in options.Catalog.Keys)
        {
            _names[name] = name;
        }

        foreach (var (name, model) in options.Catalog)
        {
            CheckAliases(name, model);
        }

        CheckReference($"{Section}:{nameof(ModelsOptions.Default)}", options.Default);
        if (options.Unknown is { } unknown)
        {
            CheckReference($"{Section}:{nameof(ModelsOptions.Unknown)}", unknown);
        }

        options.References.ForEach(reference => CheckReference(reference.Key, reference.Value));
        foreach (var (name, model) in options.Catalog)
        {
            CheckFallbacks(name, model);
        }
    }

    private void CheckAliases(string name, ModelOptions model)
    {
        foreach (var (index, alias) in model.Aliases.Index())
        {
            var setting = $"{Path(name)}:{nameof(ModelOptions.Aliases)}:{index}";
            if (string.IsNullOrWhiteSpace(alias))
            {
                problems.Add($"{setting}: must not be blank");
            }
            else if (!_names.TryAdd(alias, name))
            {
                problems.Add($"{setting}: '{alias}' is already a name of the model '{_names[alias]}'");
            }
        }
    }

    private void CheckReference(string setting, string model)
    {
        if (!_names.ContainsKey(model))
        {
            problems.Add($"{setting}: names the model '{model}', which is not in {Section}:{nameof(ModelsOptions.Catalog)}");
        }
    }

    private void CheckFallbacks(string name, ModelOptions model)
    {
        foreach (var (index, fallback) in model.Fallbacks.Index())
        {
            var setting = $"{Path(name)}:{nameof(ModelOptions.Fallbacks)}:{index}";
            CheckReference(setting, fallback);
            if (Reaches(fallback, name, []))
            {
                problems.Add($"{setting}: names the model '{fallback}', which falls back on '{name}' itself");
            }
        }
    }

    private bool Reaches(string from, string to, HashSet<string> visited) =>
        _names.TryGetValue(from, out var name)
        && (name == to
            || (visited.Add(name)
                && options.Catalog.TryGetValue(name, out var model)
                && model.Fallbacks.Exists(next => Reaches(next, to, visited))));

    private static string Path(string model) => $"{Section}:{nameof(ModelsOptions.Catalog)}:{model}";
}
