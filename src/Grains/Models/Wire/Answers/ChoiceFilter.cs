using System.Text.Json;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Which choice of an answer is read. One is asked for, and servers number it from 0, from 1 or not at all; of several, which a server may have been configured
/// to make, it is the one of index 0, else the first.
/// </summary>
internal sealed class ChoiceFilter
{
    private int? _index;
    private bool _hasOne;

    /// <param name="array">Stands at the array's beginning; a copy, which is read here.</param>
    public void Begin(Utf8JsonReader array)
    {
        _hasOne = false;
        while (_index is not 0 && array.Read() && array.TokenType != JsonTokenType.EndArray)
        {
            if (array.TokenType == JsonTokenType.StartObject)
            {
                var index = IndexOf(array);
                _index = index is 0 ? 0 : _index ?? index;
            }

            array.Skip();
        }
    }

    /// <param name="choice">Stands at the choice's beginning; a copy, which is read here.</param>
    public bool Takes(Utf8JsonReader choice)
    {
        if (choice.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var index = IndexOf(choice);
        var isTaken = index is null ? !_hasOne : index == _index;
        _hasOne |= isTaken;
        return isTaken;
    }

    private static int? IndexOf(Utf8JsonReader choice)
    {
        while (choice.Read() && choice.TokenType == JsonTokenType.PropertyName)
        {
            var isIndex = choice.NameIs("index"u8);
            choice.Read();
            if (isIndex && choice.TokenType == JsonTokenType.Number && choice.TryGetInt32(out var index))
            {
                return index;
            }

            choice.Skip();
        }

        return null;
    }
}
