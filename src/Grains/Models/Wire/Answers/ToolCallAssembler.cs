using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Inference.Identity;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Tells which call a delta belongs to, and numbers the calls from 0 in the order in which they begin. Servers repeat indexes or ids, count from 1, or send
/// neither: a new id begins a call; an index without an id goes on with the latest call of that index, and a delta with neither with the latest call, unless that
/// has a name and whole arguments and the delta brings a name again.
/// </summary>
internal sealed class ToolCallAssembler(TimeProvider clock)
{
    private readonly List<Call> _calls = [];

    public bool Any => _calls.Count > 0;

    public ImmutableArray<ToolCallDelta> Next(List<WireCall> calls)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        var deltas = ImmutableArray.CreateBuilder<ToolCallDelta>(calls.Count);
        foreach (var delta in calls)
        {
            var known = Find(delta);
            var call = known ?? Begin(delta);
            call.ServerId ??= NullIfEmpty(delta.Id);
            call.HasName |= !string.IsNullOrEmpty(delta.Name);
            var arguments = delta.Arguments is null ? null : call.Joiner.Join(delta.Arguments);
            call.Arguments.Append(arguments);
            deltas.Add(new ToolCallDelta(call.Number, known is null ? call.Id : null, NullIfEmpty(delta.Name), arguments) { Extra = delta.Extra });
        }

        return deltas.MoveToImmutable();
    }

    /// <summary>What is left of the arguments' texts.</summary>
    public ImmutableArray<ToolCallDelta> End() =>
        [.. from call in _calls let left = call.Joiner.End() where left is not null select new ToolCallDelta(call.Number, null, null, left)];

    private Call? Find(WireCall delta)
    {
        var id = NullIfEmpty(delta.Id);
        if (id is not null && _calls.FindLast(call => call.ServerId == id) is { } same && (delta.Index is null || delta.Index == same.Index))
        {
            return same;
        }

        var latest = delta.Index is { } index ? _calls.FindLast(call => call.Index == index) : _calls.LastOrDefault();
        if (latest is null || (id is not null && latest.ServerId is not null))
        {
            return null;
        }

        return !string.IsNullOrEmpty(delta.Name) && latest is { HasName: true } && IsWhole(latest.Arguments.ToString()) ? null : latest;
    }

    private Call Begin(WireCall delta)
    {
        // The client answers a call by its id: one that another call has already is replaced.
        var id = NullIfEmpty(delta.Id);
        var call = new Call
        {
            Number = _calls.Count,
            Index = delta.Index,
            ServerId = id,
            Id = id is null || _calls.Exists(other => other.Id == id) ? Identifier.New(Identifier.ToolCall, clock.GetUtcNow()) : id,
        };
        _calls.Add(call);
        return call;
    }

    private static bool IsWhole(string arguments)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(arguments));
        try
        {
            return reader.Read() && reader.TrySkip() && reader.TokenType is JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Call
    {
        public required int Number { get; init; }

        /// <summary>The server's own index.</summary>
        public required int? Index { get; init; }

        /// <summary>The server's own id.</summary>
        public required string? ServerId { get; set; }

        public required string Id { get; init; }

        public bool HasName { get; set; }

        public StringBuilder Arguments { get; } = new();

        public SurrogateJoiner Joiner;
    }
}
