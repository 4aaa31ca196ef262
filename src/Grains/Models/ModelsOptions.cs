using System.Reflection;
using Inference.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Inference.Models;

/// <summary>The section <c>Models</c>: which models there are, and which one answers when a request names none.</summary>
internal sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>The model that is always there and asks no server.</summary>
    public const string Local = "local";

    /// <summary>The model of requests that name none.</summary>
    public string Default { get; set; } = Local;

    /// <summary>The model that answers for names that are not in the catalog; without, they are 404.</summary>
    public string? Unknown { get; set; }

    /// <summary>The models by the names that requests use; <c>local</c> need not be listed.</summary>
    public Dictionary<string, ModelOptions> Catalog { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings elsewhere that name a model, with what they name: <c>Guard:Model</c>, <c>Router:Model</c>.</summary>
    internal List<KeyValuePair<string, string>> References { get; } = [];

    /// <summary>What was wrong with the configuration when it was read: unknown settings, values of the wrong type.</summary>
    internal List<string> Problems { get; } = [];
}

/// <summary>
/// Reads the section setting by setting: the framework's binder stops at the first value of a wrong type and passes over settings that
/// it does not know, and all problems are reported at once.
/// </summary>
internal sealed class ModelsOptionsSetup(IConfiguration configuration, IEnumerable<ModelReference> references) : IConfigureOptions<ModelsOptions>
{
    private static readonly Dictionary<string, PropertyInfo> Settings = typeof(ModelOptions)
        .GetProperties()
        .Where(property => property.CanWrite)
        .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly SettingSchema Schema = SettingSchema.Of(typeof(ModelsOptions));

    public void Configure(ModelsOptions options)
    {
        var section = configuration.GetSection(ModelsOptions.Section);
        options.Default = section[nameof(ModelsOptions.Default)] ?? ModelsOptions.Local;
        options.Unknown = section[nameof(ModelsOptions.Unknown)] is { Length: > 0 } unknown ? unknown : null;
        options.Problems.AddRange(Schema.Check(section).Select(problem => problem.Text));
        foreach (var model in section.GetSection(nameof(ModelsOptions.Catalog)).GetChildren())
        {
            options.Catalog[model.Key] = Read(model, options.Problems);
        }

        options.References.AddRange(references.Select(reference => Reference(reference.Setting)));
    }

    private static ModelOptions Read(IConfigurationSection section, List<string> problems)
    {
        var model = new ModelOptions();
        foreach (var child in section.GetChildren())
        {
            // What is wrong anywhere below is a problem already, at which the binder would throw.
            if (Settings.TryGetValue(child.Key, out var setting) && !Schema.Check(child).Any() && Value(child, setting, problems) is { } value)
            {
                setting.SetValue(model, value);
            }
        }

        model.Headers = model.Headers.ToDictionary(header => header.Key, header => header.Value?.Trim() ?? "");
        return model;
    }

    private static object? Value(IConfigurationSection section, PropertyInfo setting, List<string> problems)
    {
        if (!setting.IsDefined(typeof(JsonSettingAttribute)) || !section.GetChildren().Any())
        {
            return section.Get(setting.PropertyType);
        }

        if (!string.IsNullOrWhiteSpace(section.Value))
        {
            problems.Add($"{section.Path}: is given as a text and as a section: leave out one of them");
        }

        return SectionJson.Of(section);
    }

    private KeyValuePair<string, string> Reference(string setting) => new(setting, configuration[setting] ?? ModelsOptions.Local);
}

/// <summary>A setting of another section that names a model of the catalog.</summary>
internal sealed record ModelReference(string Setting);
