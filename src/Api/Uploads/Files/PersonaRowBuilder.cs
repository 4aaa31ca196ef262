using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inference.Personas;
using Inference.Validation;

namespace Inference.Uploads.Files;

/// <summary>Builds a persona from a row's values, or the first fault of the row.</summary>
internal sealed class PersonaRowBuilder(bool since1904 = false)
{
    private const int MaxName = 256;
    private const int MaxNotes = 20_000;
    private const int MaxId = 128;
    private const int MaxDataBytes = 1_024 * 1_024;
    private const int MaxFields = 1_024;

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@");

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Values are texts, JSON elements, or pieces of JSON.
    private readonly Dictionary<string, object> _data = new(StringComparer.Ordinal);
    private string? _id;
    private string? _name;
    private string? _birthdate;
    private string? _notes;
    private string? _fault;

    public bool IsEmpty => _id is null && _name is null && _birthdate is null && _notes is null && _data.Count == 0 && _fault is null;

    public void Reject(string fault) => _fault ??= fault;

    /// <summary>Sets one of a persona's fields.</summary>
    public void Set(string field, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Reject($"{field} has a NUL character");
        }
        else if (!WellFormedText.Is(text))
        {
            Reject(ReadRow.NotUnicode);
        }

        switch (field)
        {
            case HeaderName.Id:
                SetId(text.Trim());
                break;
            case HeaderName.Name:
                SetName(text.Trim());
                break;
            case HeaderName.Birthdate:
                SetBirthdate(text);
                break;
            case HeaderName.Notes:
                SetNotes(text);
                break;
        }
    }

    /// <summary>A birthdate that is a number in a workbook.</summary>
    public void SetSerialBirthdate(string number)
    {
        if (!Birthdate.TryParseSerial(number, since1904, out var date))
        {
            Reject($"birthdate {number} is a number that is no date");
        }

        _birthdate = date;
    }

    public void AddText(string name, string text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            Add(name, text);
        }
    }

    public void AddLiteral(string name, string json) => Add(name, new Literal(json));

    public void AddElement(string name, JsonElement element) => Add(name, element);

    public ReadRow Build(int number)
    {
        if (_fault is null && IsEmpty)
        {
            return ReadRow.Rejected(number, "it is empty");
        }

        var data = _fault is null && _data.Count > 0 ? WriteData() : null;
        if (_name is null)
        {
            Reject("it has no name");
        }

        return _fault is { } fault
            ? ReadRow.Rejected(number, fault)
            : new ReadRow(
                number, new UploadRow(number, _id, new PersonaFields { Name = _name, Birthdate = _birthdate, Data = data, Notes = _notes }), null);
    }

    private void Add(string name, object value)
    {
        if (_data.Count < MaxFields || _data.ContainsKey(name))
        {
            _data[name] = value;
        }
        else
        {
            Reject($"it has more than {MaxFields} fields");
        }
    }

    private void SetId(string id)
    {
        if (id.Length > MaxId || id.AsSpan().ContainsAnyExcept(IdCharacters) || !id.Any(char.IsAsciiLetterOrDigit))
        {
            Reject($"id must be 1 to {MaxId} letters, digits or - _ . : @");
        }

        _id = id;
    }

    private void SetName(string name)
    {
        if (name.Length > MaxName)
        {
            Reject($"name must be at most {MaxName} characters long");
        }

        _name = name;
    }

    private void SetNotes(string notes)
    {
        if (notes.Length > MaxNotes)
        {
            Reject($"notes must be at most {MaxNotes} characters long");
        }

        _notes = notes;
    }

    private void SetBirthdate(string text)
    {
        if (!Birthdate.TryParse(text, out var date))
        {
            Reject($"birthdate {(IsNumber(text) ? $"{text.Trim()} is a number: it " : "")}must be a date such as 1985-12-31, 31/12/1985 or 31.12.1985");
        }

        _birthdate = date;
    }

    private static bool IsNumber(string text) => text.AsSpan().Trim() is { Length: > 0 and <= 20 } number && !number.ContainsAnyExceptInRange('0', '9');

    private string? WriteData()
    {
        var buffer = new ArrayBufferWriter<byte>();
        try
        {
            WriteTo(buffer);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a text of an element.
            Reject(ReadRow.NotUnicode);
            return null;
        }

        Check(buffer.WrittenSpan);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void WriteTo(ArrayBufferWriter<byte> buffer)
    {
        using var writer = new Utf8JsonWriter(buffer, Json);
        writer.WriteStartObject();
        foreach (var (name, value) in _data)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private void Check(ReadOnlySpan<byte> data)
    {
        if (JsonText.FindFault(data) is not null)
        {
            Reject("it has a NUL character");
        }
        else if (data.Length > MaxDataBytes)
        {
            Reject("it is larger than 1 MiB");
        }
        else if (_data.Values.Any(value => value is JsonElement { ValueKind: JsonValueKind.Object or JsonValueKind.Array }) && FreeJson.IsTooDeep(data))
        {
            Reject($"its data is more than {FreeJson.MaxDepth} levels deep");
        }
    }

    private static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case Literal literal:
                writer.WriteRawValue(literal.Json);
                break;
        }
    }

    private sealed record Literal(string Json);
}
