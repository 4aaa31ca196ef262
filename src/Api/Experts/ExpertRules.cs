using System.ComponentModel.DataAnnotations;
using System.Text;
using Inference.Completions;

namespace Inference.Experts;

/// <summary>What is asked of an expert beyond what attributes can say.</summary>
internal static class ExpertRules
{
    private const int MaxFileContextBytes = 1_024 * 1_024;

    public static IEnumerable<ValidationResult> Check(
        IReadOnlyList<IReadOnlyDictionary<string, string>>? fileContext, IReadOnlyList<ToolBody>? tools)
    {
        if (fileContext?.Sum(BytesOf) > MaxFileContextBytes)
        {
            yield return new ValidationResult("file_context must be at most 1 MiB of text.", ["file_context"]);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < tools?.Count; i++)
        {
            if (!names.Add(tools[i].Function.Name))
            {
                yield return new ValidationResult($"tools[{i}].function.name is the name of another tool.", [$"tools[{i}].function.name"]);
            }
        }
    }

    private static long BytesOf(IReadOnlyDictionary<string, string> file) =>
        file.Sum(entry => (long)Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
}
