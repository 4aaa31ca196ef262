using System.Text;
using System.Text.Json;
using Inference.Models.Catalog;
using Inference.Models.Wire.Answers;

namespace Inference.Models.Wire;

/// <summary>
/// Reads the events of a streamed answer, or the only document of a whole one. Events without JSON in them, which some gateways send to keep the connection, are
/// passed over.
/// </summary>
internal sealed class ChunkReader(ModelEntry model, TimeProvider clock)
{
    private const int Quoted = 800;

    private readonly AnswerAssembler _assembler = new(model.Name, clock);
    private readonly AnswerParser _parser = new();
    private readonly WirePiece _piece = new();
    private readonly Queue<ModelUpdate> _updates = new();
    private ModelServerException? _failure;
    private string? _passedOver;

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>Whether the server marked the end of the stream.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether there was a choice at all.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>Whether the answer is complete: its usage may follow.</summary>
    public bool IsFinished => _assembler.IsFinished;

    /// <returns>Whether there is something to take.</returns>
    public bool Read(string eventType, ReadOnlySpan<byte> data)
    {
        data = data.Trim(WhiteSpace);
        while (!IsDone && _failure is null && data.Length > 0)
        {
            if (data[0] is not ((byte)'{' or (byte)'['))
            {
                PassOver(eventType, data);
                break;
            }

            if (data.Length >= 6 && Ascii.EqualsIgnoreCase(data[..6], "[DONE]"u8))
            {
                IsDone = true;
                break;
            }

            data = ReadDocument(eventType, data).Trim(WhiteSpace);
        }

        return _updates.Count > 0 || _failure is not null;
    }

    /// <exception cref="ModelServerException">The server reported a failure behind the updates, or what it sent cannot be read.</exception>
    public bool TryTake(out ModelUpdate update) => _updates.TryDequeue(out update!) || (_failure is null ? false : throw _failure);

    /// <param name="isDone">Whether the end is marked, as by the end of a whole answer.</param>
    /// <exception cref="ModelServerException">The stream ended before the answer.</exception>
    public ModelUpdate End(bool isDone) =>
        !HasChoice && _passedOver is not null ? throw ModelFailure.Unreadable(model, "an answer that could not be read", _passedOver)
        : HasChoice && (isDone || IsFinished) ? _assembler.End(isDone)
        : throw ModelFailure.Broke(model, quoted: _passedOver);

    private ReadOnlySpan<byte> ReadDocument(string eventType, ReadOnlySpan<byte> data)
    {
        var rest = data;
        _piece.Clear();
        try
        {
            _parser.Parse(ref rest, _piece);
        }
        catch (JsonException exception)
        {
            if (data.Contains((byte)'"'))
            {
                _failure = ModelFailure.Unreadable(model, "an answer that could not be read", Quote(data), exception);
            }

            PassOver(eventType, data);
            return [];
        }

        if (_assembler.Next(_piece) is { } update)
        {
            _updates.Enqueue(update);
        }

        _failure = FindFailure(eventType, data);
        HasChoice |= _piece.HasChoice;
        return rest;
    }

    private ModelServerException? FindFailure(string eventType, ReadOnlySpan<byte> document)
    {
        if (_piece.Error is { } json && ServerError.Parse(json) is { IsNone: false } reported)
        {
            return ModelFailure.Reported(model, reported, hasBegun: HasChoice);
        }

        if (!_piece.HasChoices && _piece.Usage is null && _piece.Error is null)
        {
            if (ServerError.Parse(document) is { Message.Length: > 0 } error && (error.IsExplicit || eventType == "error"))
            {
                return ModelFailure.Reported(model, error, hasBegun: HasChoice);
            }

            PassOver(eventType, document);
        }

        return _assembler.HasFailed ? ModelFailure.Broke(model) : null;
    }

    private void PassOver(string eventType, ReadOnlySpan<byte> data)
    {
        if (eventType == "error")
        {
            _failure ??= ModelFailure.Reported(model, ServerError.Of(Quote(data)), hasBegun: HasChoice);
        }

        // In the place of an answer it may be what is wrong.
        if (data[0] is not ((byte)':' or (byte)'[') && !data.SequenceEqual("null"u8))
        {
            _passedOver = Quote(data);
        }
    }

    private static string Quote(ReadOnlySpan<byte> data) => Encoding.UTF8.GetString(data[..Math.Min(data.Length, Quoted)]);
}
