using System.Buffers;
using System.Text;
using System.Text.Json;
using Inference.Language;
using Inference.Messages;

namespace Inference.Tokens;

/// <summary>Adds up the usage of several calls that make one answer, with all its details.</summary>
internal static class UsageSum
{
    public static Usage Of(Usage left, Usage right) => new(Usage.Sum(left.PromptTokens, right.PromptTokens), Usage.Sum(left.CompletionTokens, right.CompletionTokens))
    {
        CachedTokens = Usage.Sum(left.CachedTokens, right.CachedTokens),
        ReasoningTokens = Usage.Sum(left.ReasoningTokens, right.ReasoningTokens),
        Details = DetailsOf(left.Details, right.Details),
    };

    private static string? DetailsOf(string? left, string? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        using var first = LenientJson.TryParse(left);
        using var second = LenientJson.TryParse(right);
        if (first is null || second is null)
        {
            return first is null ? right : left;
        }

        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            Write(first.RootElement, second.RootElement, writer);
        }

        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    /// <summary>Numbers of one name are added, in objects too; of anything else the later call's value remains.</summary>
    private static void Write(JsonElement left, JsonElement right, Utf8JsonWriter writer)
    {
        switch (left.ValueKind, right.ValueKind)
        {
            case (JsonValueKind.Object, JsonValueKind.Object):
                WriteMembers(left, right, writer);
                break;
            case (JsonValueKind.Number, JsonValueKind.Number):
                WriteSum(left, right, writer);
                break;
            case (JsonValueKind.Object or JsonValueKind.Number, JsonValueKind.Null):
                left.WriteTo(writer);
                break;
            default:
                right.WriteTo(writer);
                break;
        }
    }

    private static void WriteMembers(JsonElement left, JsonElement right, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var member in left.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            if (right.TryGetProperty(member.Name, out var later))
            {
                Write(member.Value, later, writer);
            }
            else
            {
                member.Value.WriteTo(writer);
            }
        }

        foreach (var member in right.EnumerateObject().Where(member => !left.TryGetProperty(member.Name, out _)))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteSum(JsonElement left, JsonElement right, Utf8JsonWriter writer)
    {
        if (left.TryGetDecimal(out var first) && right.TryGetDecimal(out var second) && Math.Abs(first) < decimal.MaxValue / 2 && Math.Abs(second) < decimal.MaxValue / 2)
        {
            writer.WriteNumberValue(first + second);
        }
        else
        {
            right.WriteTo(writer);
        }
    }
}
