using System.Buffers;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// Limits the tags, comments and CDATA sections of XML, each of which <see cref="System.Xml.XmlReader"/> buffers as a whole, however long. Text between
/// tags has no limit, as it is read in pieces.
/// </summary>
internal sealed class BoundedMarkup(TextReader xml) : TextReader
{
    private const int MaxTag = 8_192;
    private const int MaxSection = 64 * 1_024;

    // The length of <!----> after its first character: in <!--> the comment goes on.
    private const int ShortestComment = 6;

    private static readonly SearchValues<char> InTag = SearchValues.Create(">\"'");

    private State _state;
    private int _length;

    // The two characters before the next one.
    private char _first;
    private char _second;

    private enum State
    {
        Text,
        Opened,
        Tag,
        SingleQuoted,
        DoubleQuoted,
        Declaration,
        Instruction,
        Comment,
        CData,
    }

    public override int Read(char[] buffer, int index, int count)
    {
        var read = xml.Read(buffer, index, count);
        Follow(buffer.AsSpan(index, read));
        return read;
    }

    public override int Read() => throw new NotSupportedException();

    public override int Peek() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            xml.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Follow(ReadOnlySpan<char> characters)
    {
        while (!characters.IsEmpty)
        {
            var at = FindEnd(characters);
            var length = at < 0 ? characters.Length : at + 1;
            Count(length);
            if (at >= 0)
            {
                _state = Next(characters, at);
            }

            (_first, _second) = (length > 1 ? characters[length - 2] : _second, characters[length - 1]);
            characters = characters[length..];
        }
    }

    /// <summary>Where the state may change.</summary>
    private int FindEnd(ReadOnlySpan<char> characters) => _state switch
    {
        State.Text => characters.IndexOf('<'),
        State.Opened or State.Declaration => 0,
        State.Tag => characters.IndexOfAny(InTag),
        State.SingleQuoted => characters.IndexOf('\''),
        State.DoubleQuoted => characters.IndexOf('"'),
        _ => characters.IndexOf('>'),
    };

    private void Count(int length)
    {
        _length = _state == State.Text ? 0 : _length + length;
        var limit = _state is State.Comment or State.CData or State.Instruction ? MaxSection : MaxTag;
        if (_length > limit)
        {
            throw new FileFaultException($"is a damaged XLSX file: a tag, comment or section in it has more than {limit} characters");
        }
    }

    private State Next(ReadOnlySpan<char> characters, int at) => (_state, characters[at]) switch
    {
        (State.Text, _) => State.Opened,
        (State.Opened, '!') => State.Declaration,
        (State.Opened, '?') => State.Instruction,
        (State.Opened, '>') => State.Text,
        (State.Opened, _) => State.Tag,
        // A document type is refused by the reader.
        (State.Declaration, '-') => State.Comment,
        (State.Declaration, '[') => State.CData,
        (State.Declaration, _) => State.Tag,
        (State.Tag, '>') => State.Text,
        (State.Tag, '\'') => State.SingleQuoted,
        (State.Tag, _) => State.DoubleQuoted,
        (State.SingleQuoted or State.DoubleQuoted, _) => State.Tag,
        _ => IsOver(Before(characters, at)) ? State.Text : _state,
    };

    private bool IsOver((char First, char Second) before) => _state switch
    {
        State.Comment => before is ('-', '-') && _length >= ShortestComment,
        State.CData => before is (']', ']'),
        _ => before.Second == '?',
    };

    private (char First, char Second) Before(ReadOnlySpan<char> characters, int at) =>
        (at > 1 ? characters[at - 2] : at == 1 ? _second : _first, at > 0 ? characters[at - 1] : _second);
}
