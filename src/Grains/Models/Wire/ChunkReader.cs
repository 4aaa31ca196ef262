using System.Text;
using System.Text.Json;
using Inference.Models.Catalog;
using Inference.Models.Wire.Answers;

namespace Inference.Models.Wire;

/// <summary>Reads the events of a streamed answer. Events without JSON in them, which some gateways send to keep the connection, are passed over.</summary>
internal sealed class ChunkReader(ModelEntry model, TimeProvider clock)
{
    private const int Quoted = 800;

    private readonly AnswerAssembler _assembler = new(model.Name, clock);
    private readonly AnswerParser _parser = new(new MemberMemory());
    private readonly WirePiece _piece = new();
    private string? _passedOver;
    private bool _hasChunk;

    /// <summary>Whether the server marked the end of the stream.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether the answer is complete: its usage may follow.</summary>
    public bool IsFinished => _assembler.IsFinished;

    /// <returns><see langword="null"/> for an event that brings nothing.</returns>
    /// <exception cref="ModelServerException">It reports a failure, or cannot be read.</exception>
    public ModelUpdate? Read(string eventType, ReadOnlySpan<byte> data)
    {
        data = data.Trim(" \t\r\n"u8);
        if (data.IsEmpty || data[0] is not ((byte)'{' or (byte)'['))
        {
            PassOver(data);
            return null;
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            IsDone = true;
            return null;
        }

        _piece.Clear();
        Parse(data);
        var update = _assembler.Next(_piece);
        if (_piece.Error is { } error)
        {
            throw ModelFailure.Reported(model, error);
        }

        if (!_piece.HasChoice && eventType == "error" && ServerError.Parse(data).Message is { Length: > 0 })
        {
            throw ModelFailure.Reported(model, data);
        }

        _hasChunk |= _piece.HasChoice;
        if (!_piece.HasChoice && _piece.Usage is null)
        {
            PassOver(data);
        }

        return _assembler.HasFailed ? throw ModelFailure.Broke(model) : update;
    }

    /// <exception cref="ModelServerException">The stream ended before the answer.</exception>
    public ModelUpdate End() =>
        IsDone || _assembler.IsFinished ? _assembler.End(IsDone)
        : _hasChunk || _passedOver is null ? throw ModelFailure.Broke(model, quoted: _passedOver)
        : throw ModelFailure.Unreadable(model, "an answer that could not be read", _passedOver);

    private void Parse(ReadOnlySpan<byte> data)
    {
        try
        {
            _parser.Parse(data, _piece);
        }
        catch (JsonException exception)
        {
            throw ModelFailure.Unreadable(model, "an answer that could not be read", Quote(data), exception);
        }
    }

    private void PassOver(ReadOnlySpan<byte> data)
    {
        // In the place of an answer it may be what is wrong.
        if (!data.IsEmpty && data[0] != (byte)':' && !data.SequenceEqual("null"u8))
        {
            _passedOver = Quote(data);
        }
    }

    private static string Quote(ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(data[..Math.Min(data.Length, Quoted)]);
}
