using System.Buffers;
using System.Text.Json;
using Inference.Messages;

namespace Inference.Models.Wire;

/// <summary>What a model's configuration changes in every request: members that its server refuses, and members that it requires.</summary>
internal sealed class RequestEdits
{
    private const char Separator = '.';

    private readonly HashSet<string> _dropped;
    private readonly RawMembers _added;
    private readonly string[] _addedNames;

    private RequestEdits(IEnumerable<string> dropped, string? added)
    {
        _dropped = new HashSet<string>(dropped.Select(path => path.Trim()), StringComparer.Ordinal);
        _added = RawMembers.Of(added);
        _addedNames = added is null ? [] : Names(added);
    }

    /// <summary><see langword="null"/> where nothing is configured.</summary>
    public static RequestEdits? Of(ModelOptions options) =>
        options.Drop.Count == 0 && string.IsNullOrWhiteSpace(options.ExtraBody) ? null : new RequestEdits(options.Drop, options.ExtraBody);

    /// <summary>Copies a request without the members to drop, and with those to add that it does not have.</summary>
    /// <returns>The paths that were dropped.</returns>
    public HashSet<string> Apply(ReadOnlySpan<byte> request, IBufferWriter<byte> edited)
    {
        HashSet<string> dropped = new(StringComparer.Ordinal), seen = new(StringComparer.Ordinal);
        using var writer = new Utf8JsonWriter(edited, new JsonWriterOptions { SkipValidation = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var reader = new Utf8JsonReader(request, new JsonReaderOptions { MaxDepth = AnswerExtra.MaxDepth });
        reader.Read();
        writer.WriteStartObject();
        CopyMembers(request, ref reader, writer, "", dropped, seen);
        foreach (var name in _addedNames)
        {
            if (!seen.Contains(name) && !_dropped.Contains(name))
            {
                writer.WritePropertyName(name);
                _added.Find(System.Text.Encoding.UTF8.GetBytes(name)).WriteValue(writer);
            }
        }

        writer.WriteEndObject();
        return dropped;
    }

    private void CopyMembers(
        ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, string path, HashSet<string> dropped, HashSet<string>? seen)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var member = path.Length == 0 ? name : path + Separator + name;
            reader.Read();
            if (_dropped.Contains(member))
            {
                reader.Skip();
                dropped.Add(member);
            }
            else
            {
                seen?.Add(name);
                writer.WritePropertyName(name);
                CopyValue(json, ref reader, writer, member, dropped);
            }
        }
    }

    /// <summary>A value that holds no path to drop is copied as it is; the items of an array have the array's path.</summary>
    private void CopyValue(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, Utf8JsonWriter writer, string path, HashSet<string> dropped)
    {
        var isSearched = _dropped.Any(drop => drop.Length > path.Length && drop[path.Length] == Separator && drop.StartsWith(path, StringComparison.Ordinal));
        if (isSearched && reader.TokenType == JsonTokenType.StartObject)
        {
            writer.WriteStartObject();
            CopyMembers(json, ref reader, writer, path, dropped, seen: null);
            writer.WriteEndObject();
        }
        else if (isSearched && reader.TokenType == JsonTokenType.StartArray)
        {
            writer.WriteStartArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                CopyValue(json, ref reader, writer, path, dropped);
            }

            writer.WriteEndArray();
        }
        else
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            writer.WriteRawValue(json[start..(int)reader.BytesConsumed], skipInputValidation: true);
        }
    }

    private static string[] Names(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(member => member.Name).Distinct(StringComparer.Ordinal)];
    }
}
