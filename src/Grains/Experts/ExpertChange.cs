using System.Collections.Immutable;
using Inference.Errors;

namespace Inference.Experts;

/// <summary>What becomes of an expert's fields when some are given and some are cleared.</summary>
internal static class ExpertChange
{
    public static ExpertFields Apply(ExpertFields old, ExpertFields given, ImmutableArray<string> cleared)
    {
        if (cleared.FirstOrDefault(name => name is "name" or "description") is { } needed)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"{needed} must not be null.", needed);
        }

        return new ExpertFields
        {
            Name = given.Name ?? old.Name,
            Description = given.Description ?? old.Description,
            Context = given.Context ?? Kept(old.Context, "context"),
            FileContext = given.FileContext ?? (cleared.Contains("file_context") ? null : old.FileContext),
            Tools = given.Tools ?? (cleared.Contains("tools") ? null : old.Tools),
            Examples = given.Examples ?? (cleared.Contains("examples") ? null : old.Examples),
            Model = given.Model ?? Kept(old.Model, "model"),
            Metadata = given.Metadata ?? (cleared.Contains("metadata") ? null : old.Metadata),
        };

        string? Kept(string? value, string name) => cleared.Contains(name) ? null : value;
    }
}
