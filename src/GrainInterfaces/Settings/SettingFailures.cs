using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Inference.Settings;

/// <summary>What validators say of options, in one form: the setting's full name, a colon, and what is wrong with its value.</summary>
public static class SettingFailures
{
    public static IEnumerable<string> Of(OptionsValidationException invalid) =>
        invalid.Failures.Select(failure => Describe(invalid.OptionsType, failure.TrimEnd('.')));

    // Generated validators write "SiloPort: The field InferenceOptions.Cluster.SiloPort must be …", validators of our own the setting's name, and an
    // options object that validates itself "AdminKey: must be …".
    private static string Describe(Type options, string failure)
    {
        var section = SettingSchema.SectionOf(options);
        var generated = Regex.Match(
            failure, $@"^[\w, ]+: (?:The (?:field )?)?{Regex.Escape(options.Name)}\.(?<path>\w+(?:\.\w+)*)(?: field)? (?<rule>.+)$", RegexOptions.Singleline);
        if (generated.Success)
        {
            return $"{section}:{generated.Groups["path"].Value.Replace('.', ':')}: {generated.Groups["rule"].Value}";
        }

        // A validator of our own may also speak of another section's setting, or of one that does not exist.
        return section is not null && SettingSchema.Of(options).Find($"{section}:{failure.Split(':')[0]}") is not null ? $"{section}:{failure}" : failure;
    }
}

/// <summary>What is wrong with one given setting.</summary>
/// <param name="Path">Its full name, as it was given.</param>
/// <param name="Text">A whole line for the operator.</param>
/// <param name="Setting">The setting whose value does not convert; <see langword="null"/> where there is no such setting.</param>
public sealed record SettingProblem(string Path, string Text, SettingNode? Setting);
