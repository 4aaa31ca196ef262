using System.Reflection;
using Inference.Guards;
using Inference.Routing;
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

    public void Configure(ModelsOptions options)
    {
        var section = configuration.GetSection(ModelsOptions.Section);
        options.Default = section[nameof(ModelsOptions.Default)] ?? ModelsOptions.Local;

        foreach (var model in section.GetSection(nameof(ModelsOptions.Catalog)).GetChildren())
        {
            options.Catalog[model.Key] = Read(model, options.Problems);
        }

        string[] known = [nameof(ModelsOptions.Default), nameof(ModelsOptions.Catalog)];
        options.Problems.AddRange(section.GetChildren()
            .Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(Unknown));

        options.References.Add(Reference($"{GuardOptions.Section}:{nameof(GuardOptions.Model)}"));
        options.References.Add(Reference($"{RouterOptions.Section}:{nameof(RouterOptions.Model)}"));
    }

    private static ModelOptions Read(IConfigurationSection section, List<string> problems)
    {
        var model = new ModelOptions();
        foreach (var child in section.GetChildren())
        {
            if (Settings.TryGetValue(child.Key, out var setting))
            {
                Read(child, setting, model, problems);
            }
            else
            {
                problems.Add(Unknown(child));
            }
        }

        return model;
    }

    private static void Read(IConfigurationSection child, PropertyInfo setting, ModelOptions model, List<string> problems)
    {
        try
        {
            if (child.Get(setting.PropertyType) is { } value)
            {
                setting.SetValue(model, value);
            }
        }
        catch (InvalidOperationException)
        {
            var expected = Nullable.GetUnderlyingType(setting.PropertyType) ?? setting.PropertyType;
            problems.Add(expected == typeof(TimeSpan)
                ? $"{child.Path} must be a time such as 00:02:00"
                : $"{child.Path} must be a whole number");
        }
    }

    private static string Unknown(IConfigurationSection section) => $"{section.Path} is not a setting";

    private KeyValuePair<string, string> Reference(string setting) => new(setting, configuration[setting] ?? ModelsOptions.Local);
}
