using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Inference.PersonaDrafts;

/// <summary>A persona as far as it is known.</summary>
internal sealed class DraftFields
{
    public const int LongestName = 256;
    public const int LongestNotes = 20_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A stored persona has them too, and a draft is of no persona yet.
    private static readonly string[] Stamps = ["id", "created_at", "updated_at"];

    // Keys of the data by their normal form, so that a long prompt does not search all of them for each of its lines.
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, JsonElement> _data = new(StringComparer.Ordinal);

    public string? Name { get; set; }

    /// <summary>A date, <c>YYYY-MM-DD</c>.</summary>
    public string? Birthdate { get; set; }

    public string? Notes { get; set; }

    public IReadOnlyDictionary<string, JsonElement> Data => _data;

    /// <summary>Reads an object; what it has beside the four fields goes into the data. With everything that is wrong with it.</summary>
    public static (DraftFields Draft, ImmutableArray<string> Problems) Read(JsonElement json)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var draft = new DraftFields();
        var others = new List<JsonProperty>();
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "name":
                    draft.Name = Text(property, LongestName, problems);
                    break;
                case "birthdate":
                    draft.Birthdate = Date(property, problems);
                    break;
                case "notes":
                    draft.Notes = Text(property, LongestNotes, problems);
                    break;
                case "data":
                    draft.ReadData(property.Value, problems);
                    break;
                default:
                    others.Add(property);
                    break;
            }
        }

        foreach (var other in others.Where(other => !Stamps.Contains(other.Name) && other.Value.ValueKind != JsonValueKind.Null))
        {
            if (!draft._data.ContainsKey(other.Name))
            {
                draft.Set(other.Name, other.Value.Clone());
            }
        }

        return (draft, problems.ToImmutable());
    }

    /// <summary>The data's key of this normal form.</summary>
    public string? KeyOf(string normal) => _keys.GetValueOrDefault(normal);

    public void Set(string key, string value) => Set(key, JsonElement.Parse($"\"{JavaScriptEncoder.Default.Encode(value)}\""));

    public void Remove(string key)
    {
        _data.Remove(key);
        _keys.Remove(DraftKeys.Normal(key));
    }

    public void Clear()
    {
        _data.Clear();
        _keys.Clear();
    }

    /// <summary>The fields that are known, and no others.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            Write(writer, "name", Name);
            Write(writer, "birthdate", Birthdate);
            Write(writer, "notes", Notes);
            if (_data.Count > 0)
            {
                writer.WriteStartObject("data");
                foreach (var (key, value) in _data)
                {
                    writer.WritePropertyName(key);
                    value.WriteTo(writer);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void Write(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static string? Text(JsonProperty property, int longest, ImmutableArray<string>.Builder problems)
    {
        if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
        {
            problems.Add($"{property.Name} is not a text");
            return null;
        }

        var text = property.Value.GetString()?.Trim();
        if (text?.Length > longest)
        {
            problems.Add($"{property.Name} has more than {longest} characters");
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    private static string? Date(JsonProperty property, ImmutableArray<string>.Builder problems)
    {
        var text = Text(property, int.MaxValue, problems);
        if (text is not null && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out _))
        {
            problems.Add($"{property.Name} is not a date such as 1990-01-31");
        }

        return text;
    }

    private void ReadData(JsonElement data, ImmutableArray<string>.Builder problems)
    {
        if (data.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            problems.Add("data is not an object");
            return;
        }

        foreach (var property in data.ValueKind == JsonValueKind.Object ? [.. data.EnumerateObject()] : Array.Empty<JsonProperty>())
        {
            Set(property.Name, property.Value.Clone());
        }
    }

    private void Set(string key, JsonElement value)
    {
        _data[key] = value;
        _keys.TryAdd(DraftKeys.Normal(key), key);
    }
}

/// <summary>Reads a model's answer and says, in words for the model, what is wrong with it.</summary>
internal static class DraftCheck
{
    public const string Persona = "persona";

    /// <returns>The draft as JSON, or the problem.</returns>
    public static (string? Draft, string? Problem) Check(JsonElement json)
    {
        var persona = json.GetProperty(Persona);
        if (persona.ValueKind != JsonValueKind.Object)
        {
            return (null, "\"persona\" is not an object");
        }

        var (draft, problems) = DraftFields.Read(persona);
        return problems.IsEmpty ? (draft.ToJson(), null) : (null, string.Join("; ", problems));
    }
}
