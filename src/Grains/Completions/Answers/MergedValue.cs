using System.Text;
using System.Text.Json;

namespace Inference.Completions.Answers;

/// <summary>A JSON value that grows by pieces of it. What no piece is added to is written as it came: numbers keep their digits.</summary>
internal sealed class MergedValue
{
    // Texts of a delta that name something, and so are whole in each piece.
    private static readonly HashSet<string> Names = ["type", "id", "name", "format", "role", "index"];

    private JsonElement _value;

    // At most one of them, in place of the value, once something was added to it.
    private StringBuilder? _text;
    private List<MergedValue>? _items;
    private OrderedDictionary<string, MergedValue>? _members;

    // Of an array of a delta, the places of its items by their index.
    private Dictionary<int, MergedValue>? _indexed;

    private JsonValueKind Kind =>
        _text is not null ? JsonValueKind.String
        : _items is not null ? JsonValueKind.Array
        : _members is not null ? JsonValueKind.Object
        : _value.ValueKind;

    private bool IsNothing => Kind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>The latest value counts.</summary>
    public void Replace(JsonElement piece)
    {
        if (piece.ValueKind != JsonValueKind.Null || IsNothing)
        {
            (_value, _text, _items, _members, _indexed) = (piece, null, null, null, null);
        }
    }

    /// <summary>The latest value counts, but lists go on: its own, and those so many levels below.</summary>
    public void Extend(JsonElement piece, int levels)
    {
        if (Kind == JsonValueKind.Array && piece.ValueKind == JsonValueKind.Array)
        {
            Items().AddRange(piece.EnumerateArray().Select(item => new MergedValue { _value = item }));
        }
        else if (levels > 0 && Kind == JsonValueKind.Object && piece.ValueKind == JsonValueKind.Object)
        {
            AddMembers(piece, (value, member) => value.Extend(member.Value, levels - 1));
        }
        else
        {
            Replace(piece);
        }
    }

    /// <summary>Texts and lists go on, but names are replaced; items with the same <c>index</c> are one.</summary>
    public void AddDelta(JsonElement piece, string name)
    {
        switch (piece.ValueKind)
        {
            case JsonValueKind.String when Kind == JsonValueKind.String:
                AddText(piece.GetString()!, isName: Names.Contains(name));
                break;
            case JsonValueKind.Array when Kind == JsonValueKind.Array:
                AddItems(piece);
                break;
            case JsonValueKind.Object when Kind == JsonValueKind.Object:
                AddMembers(piece, static (value, member) => value.AddDelta(member.Value, member.Name));
                break;
            default:
                Replace(piece);
                break;
        }
    }

    /// <summary>Adds each member of an object to the value of the same name.</summary>
    public void AddMembers(JsonElement piece, Action<MergedValue, JsonProperty> add)
    {
        var members = Members();
        foreach (var member in piece.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var value))
            {
                members.Add(member.Name, value = new MergedValue());
            }

            add(value, member);
        }
    }

    /// <summary>Writes it as a member, if anything was added to it.</summary>
    public void WriteIfAny(string name, Utf8JsonWriter writer)
    {
        if (Kind != JsonValueKind.Undefined)
        {
            writer.WritePropertyName(name);
            WriteTo(writer);
        }
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        if (_text is not null)
        {
            writer.WriteStringValue(_text.ToString());
        }
        else if (_items is not null)
        {
            writer.WriteStartArray();
            _items.ForEach(item => item.WriteTo(writer));
            writer.WriteEndArray();
        }
        else if (_members is not null)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _members)
            {
                value.WriteIfAny(name, writer);
            }

            writer.WriteEndObject();
        }
        else
        {
            _value.WriteTo(writer);
        }
    }

    private void AddText(string text, bool isName)
    {
        _text ??= new StringBuilder(_value.GetString());
        if (isName && text.Length > 0)
        {
            _text.Clear();
        }

        _text.Append(text);
    }

    private void AddItems(JsonElement piece)
    {
        var items = Items();
        if (_indexed is null)
        {
            _indexed = [];
            foreach (var item in items.Where(item => IndexOf(item._value) is not null))
            {
                _indexed[IndexOf(item._value)!.Value] = item;
            }
        }

        foreach (var item in piece.EnumerateArray())
        {
            if (IndexOf(item) is { } index && _indexed.TryGetValue(index, out var known))
            {
                known.AddDelta(item, "");
                continue;
            }

            var added = new MergedValue { _value = item };
            items.Add(added);
            if (IndexOf(item) is { } place)
            {
                _indexed[place] = added;
            }
        }
    }

    private List<MergedValue> Items()
    {
        _items ??= [.. _value.EnumerateArray().Select(item => new MergedValue { _value = item })];
        return _items;
    }

    private OrderedDictionary<string, MergedValue> Members()
    {
        if (_members is null)
        {
            _members = [];
            if (_value.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in _value.EnumerateObject())
                {
                    _members[member.Name] = new MergedValue { _value = member.Value };
                }
            }
        }

        return _members;
    }

    private static int? IndexOf(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("index", out var index)
        && index.ValueKind == JsonValueKind.Number
        && index.TryGetInt32(out var number) ? number : null;
}
