using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Inference.Authentication;
using Inference.Chats;
using Inference.Clustering;
using Inference.Completions;
using Inference.Database;
using Inference.FrontEnd;
using Inference.Guards;
using Inference.Hosting;
using Inference.Http;
using Inference.InferenceLogs;
using Inference.Limiting;
using Inference.Models;
using Inference.Routing;
using Inference.Shedding;
using Inference.Storage;
using Inference.Telemetry;
using Inference.Uploads;

namespace Inference.Documentation;

public sealed partial class SettingsTableTests
{
    private static readonly object[] Options =
    [
        new InferenceOptions(), new ModelsOptions(), new GuardOptions(), new RouterOptions(), new ChatOptions(), new CompletionOptions(),
        new QueueOptions(), new LogOptions(), new ApiOptions(), new ProxyOptions(), new UploadOptions(), new ConnectionStringsOptions(),
        new FrontEndOptions(), new ClusterTlsOptions(), new StorageOptions(), new HostingOptions(), new MemoryOptions(), new TelemetryOptions(),
    ];

    [Fact]
    public void The_table_lists_every_setting_with_its_default_and_no_other()
    {
        var documented = Row().Matches(Table()).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        // Silos and front ends have some in common; with two defaults, one would be there twice.
        var known = Options.SelectMany(o => Settings(SectionOf(o), o)).Distinct().ToDictionary(s => s.Name, s => s.Default);

        Assert.Equal(known.OrderBy(s => s.Key, StringComparer.Ordinal), documented.OrderBy(s => s.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_section_is_among_those_that_are_checked() => Assert.Equal(
        new[] { typeof(InferenceOptions), typeof(ModelsOptions), typeof(ApiServices), typeof(HostingOptions), typeof(MemoryOptions) }
            .Select(t => t.Assembly)
            .Distinct()
            .SelectMany(assembly => assembly.GetTypes())
            .Where(t => t.GetField("Section") is { IsLiteral: true })
            .OrderBy(t => t.Name, StringComparer.Ordinal),
        Options.Select(o => o.GetType()).OrderBy(t => t.Name, StringComparer.Ordinal));

    private static IEnumerable<(string Name, string Default)> Settings(string path, object options)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var (name, value) = ($"{path}:{property.Name}", property.GetValue(options));
            if (value is Dictionary<string, string>)
            {
                yield return ($"{name}:NAME", "");
            }
            else if (value is IDictionary entries)
            {
                foreach (var setting in Settings($"{name}:NAME", Activator.CreateInstance(entries.GetType().GenericTypeArguments[1])!))
                {
                    yield return setting;
                }
            }
            else if (property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                foreach (var setting in Settings(name, value!))
                {
                    yield return setting;
                }
            }
            else if (property.CanWrite)
            {
                yield return (name, Show(value));
            }
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        string text => text,
        IEnumerable => "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string SectionOf(object options) => (string)options.GetType().GetField("Section")!.GetRawConstantValue()!;

    private static string Table() => File.ReadAllText(Repository.PathOf("docs/configuration.md"));

    [GeneratedRegex(@"^\| `([A-Za-z]+(?::[A-Za-z]+)+)` \| (?:`(.*?)`)? ?\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
