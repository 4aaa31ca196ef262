using System.Text;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>What one JSON document of a server holds: a whole answer, or a chunk of a streamed one. Reused from chunk to chunk.</summary>
internal sealed class WirePiece
{
    private readonly ExtraMembers _answer = new();
    private readonly ExtraMembers _choice = new();
    private readonly ExtraMembers _message = new();
    private StringBuilder? _joined;
    private string? _text;

    /// <summary>Whether it has a choice at all, even one that is empty.</summary>
    public bool HasChoice { get; set; }

    /// <summary>Whether it has choices, even none.</summary>
    public bool HasChoices { get; set; }

    public string? Text => _joined?.ToString() ?? _text;

    public string? Reasoning { get; set; }

    /// <summary>Whether the message has other members with something in them.</summary>
    public bool HasOtherContent { get; set; }

    public List<WireCall> Calls { get; } = [];

    /// <summary>The server's word for why the answer ended; <see langword="null"/> while it goes on.</summary>
    public string? Finish { get; set; }

    public Usage? Usage { get; set; }

    /// <summary>The JSON of an error that stands beside the choices or in one.</summary>
    public byte[]? Error { get; set; }

    /// <summary>The members that the product has no use for itself.</summary>
    public ExtraMembers Others(MemberGroup group) => group switch
    {
        MemberGroup.Answer => _answer,
        MemberGroup.Choice => _choice,
        MemberGroup.Message => _message,
    };

    public void AppendText(string text)
    {
        if (_text is null)
        {
            _text = text;
        }
        else
        {
            _joined ??= new StringBuilder(_text);
            _joined.Append(text);
        }
    }

    public void Clear()
    {
        (HasChoice, HasChoices, HasOtherContent, _text, _joined, Reasoning, Finish, Usage, Error) = (false, false, false, null, null, null, null, null, null);
        Calls.Clear();
        _answer.Clear();
        _choice.Clear();
        _message.Clear();
    }

    /// <summary>A piece of <see cref="AnswerExtra"/>, or <see langword="null"/>.</summary>
    public string? Extra()
    {
        if (_answer.IsEmpty && _choice.IsEmpty && _message.IsEmpty)
        {
            return null;
        }

        var extra = new ExtraMembers();
        Add(extra, "answer"u8, _answer);
        Add(extra, "choice"u8, _choice);
        Add(extra, "message"u8, _message);
        return extra.ToString();
    }

    private static void Add(ExtraMembers extra, ReadOnlySpan<byte> name, ExtraMembers members)
    {
        if (!members.IsEmpty)
        {
            extra.Add(name, members.ToBytes());
        }
    }
}

/// <summary>A tool call, or a delta of one, as the server has it.</summary>
internal sealed record WireCall(int? Index, string? Id, string? Name, string? Arguments, string? Extra);
