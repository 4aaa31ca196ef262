using System.Reflection;
using Inference.Guards;
using Inference.Routing;
using Inference.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Inference.Models;

/// <summary>
/// Reads the section setting by setting: the framework's binder stops at the first value of a wrong type and passes over settings that
/// it does not know, and an operator wants to hear of everything at once.
/// </summary>
internal sealed class ModelsOptionsSetup(IConfiguration configuration) : IConfigureOptions<ModelsOptions>
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
        options.Problems.AddRange(Schema.Check(section).Select(problem => problem.Text));
        foreach (var model in section.GetSection(nameof(ModelsOptions.Catalog)).GetChildren())
        {
            options.Catalog[model.Key] = Read(model);
        }

        options.References.Add(Reference($"{GuardOptions.Section}:{nameof(GuardOptions.Model)}"));
        options.References.Add(Reference($"{RouterOptions.Section}:{nameof(RouterOptions.Model)}"));
    }

    private static ModelOptions Read(IConfigurationSection section)
    {
        var model = new ModelOptions();
        foreach (var child in section.GetChildren())
        {
            if (Settings.TryGetValue(child.Key, out var setting) && Schema.Check(child.Path, child.Value) is null
                && child.Get(setting.PropertyType) is { } value)
            {
                setting.SetValue(model, value);
            }
        }

        return model;
    }

    private KeyValuePair<string, string> Reference(string setting) => new(setting, configuration[setting] ?? ModelsOptions.Local);
}
