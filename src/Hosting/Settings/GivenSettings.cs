using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Inference.Settings;

/// <summary>The names of the settings that were given.</summary>
internal static class GivenSettings
{
    /// <summary>All names of the command line and of files. Environment variables belong to other programs too: of those, the names in the product's sections.</summary>
    public static IEnumerable<string> In(IConfigurationRoot configuration, SettingSchema schema)
    {
        var sections = schema.Sections.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return configuration.Providers
            .SelectMany(provider => provider switch
            {
                CommandLineConfigurationProvider or JsonConfigurationProvider => Below(provider, null),
                EnvironmentVariablesConfigurationProvider =>
                    Children(provider, null).Where(sections.Contains).SelectMany(section => Below(provider, section)).Where(name => name.Contains(':', StringComparison.Ordinal)),
                _ => [],
            })
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Below(IConfigurationProvider provider, string? path)
    {
        if (path is not null && provider.TryGet(path, out _))
        {
            yield return path;
        }

        foreach (var child in Children(provider, path))
        {
            foreach (var name in Below(provider, path is null ? child : $"{path}:{child}"))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> Children(IConfigurationProvider provider, string? path) =>
        provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase);
}
