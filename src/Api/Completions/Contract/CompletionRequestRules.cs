using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Inference.Completions.Contract;

/// <summary>The rules of a completion request that attributes cannot express.</summary>
internal static class CompletionRequestRules
{
    private const int MaxStopSequences = 4;
    private const int MaxMetadata = 50;
    private const int MaxMetadataKeyLength = 40;
    private const int MaxMetadataValueLength = 500;

    public static IEnumerable<ValidationResult> Check(CompletionRequest request)
    {
        if (request.Stop is { } stop && (stop.Count > MaxStopSequences || stop.Any(s => s.Length == 0)))
        {
            yield return new ValidationResult(
                $"There are at most {MaxStopSequences} stop sequences, none of them empty.", [nameof(request.Stop)]);
        }

        if (request.ResponseFormat is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Null) })
        {
            yield return new ValidationResult("The response format is an object.", [nameof(request.ResponseFormat)]);
        }

        if (request.Metadata is { } metadata)
        {
            foreach (var problem in Check(metadata))
            {
                yield return new ValidationResult(problem, [nameof(request.Metadata)]);
            }
        }
    }

    private static IEnumerable<string> Check(IReadOnlyDictionary<string, JsonElement> metadata)
    {
        if (metadata.Count > MaxMetadata)
        {
            yield return $"Metadata has at most {MaxMetadata} keys.";
        }

        foreach (var (key, value) in metadata)
        {
            if (key.Length > MaxMetadataKeyLength)
            {
                yield return $"A metadata key has at most {MaxMetadataKeyLength} characters.";
                continue;
            }

            if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
            {
                yield return $"The metadata's '{key}' is nested; values are strings, numbers, booleans or null.";
            }

            if (value.ValueKind == JsonValueKind.String && value.GetString()!.Length > MaxMetadataValueLength)
            {
                yield return $"The metadata's '{key}' has more than {MaxMetadataValueLength} characters.";
            }
        }
    }
}
