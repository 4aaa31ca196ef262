using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Inference.Identity;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Tells which call a delta belongs to, and numbers the calls from 0 in the order in which they begin. Servers repeat indexes or ids, count from 1, or send
/// neither: a new id begins a call, and so does a second name in one chunk. An index without an id goes on with the latest call of that index, a delta with
/// neither with the latest call, unless it brings a name and that call has another one, or whole arguments.
/// </summary>
internal sealed class ToolCallAssembler(TimeProvider clock)
{
    private readonly List<Call> _calls = [];
    private int _chunk;

    public bool Any => _calls.Count > 0;

    /// <summary>The deltas of one chunk, or of a whole message.</summary>
    public ImmutableArray<ToolCallDelta> Next(List<WireCall> calls)
    {
        if (calls.Count == 0)
        {
            return [];
        }

        _chunk++;
        var deltas = ImmutableArray.CreateBuilder<ToolCallDelta>(calls.Count);
        foreach (var delta in calls)
        {
            var known = Find(delta);
            var call = known ?? Begin(delta);
            call.ServerId ??= NullIfEmpty(delta.Id);
            var name = call.AddName(delta.Name, _chunk);
            var arguments = delta.Arguments is null ? null : call.Joiner.Join(delta.Arguments);
            call.Arguments.Append(arguments);
            deltas.Add(new ToolCallDelta(call.Number, known is null ? call.Id : null, name, arguments) { Extra = delta.Extra });
        }

        return deltas.MoveToImmutable();
    }

    /// <summary>What is left of the arguments' texts.</summary>
    public ImmutableArray<ToolCallDelta> End() =>
        [.. from call in _calls let left = call.Joiner.End() where left is not null select new ToolCallDelta(call.Number, null, null, left)];

    private Call? Find(WireCall delta)
    {
        var (id, name) = (NullIfEmpty(delta.Id), NullIfEmpty(delta.Name));
        var same = id is null ? null : _calls.FindLast(call => call.ServerId == id && (delta.Index is null || delta.Index == call.Index));
        var latest = same ?? (delta.Index is { } index ? _calls.FindLast(call => call.Index == index) : _calls.LastOrDefault());
        if (latest is null || (same is null && id is not null && latest.ServerId is not null) || (name is not null && latest.NamedIn == _chunk))
        {
            return null;
        }

        if (same is not null || name is null || latest.Name is null)
        {
            return latest;
        }

        // Without an id to tell: another name is the rest of one only where the call has an id and an index, and no arguments yet.
        var mayContinue = latest.ServerId is not null && delta.Index is not null && latest.Arguments.Length == 0;
        return IsWhole(latest.Arguments.ToString()) || (name != latest.Name && !mayContinue) ? null : latest;
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
            return reader.Read() && reader.TrySkip() && reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
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

        public string? Name { get; private set; }

        /// <summary>The chunk that brought the name, or the latest piece of it.</summary>
        public int NamedIn { get; private set; }

        public StringBuilder Arguments { get; } = new();

        public SurrogateJoiner Joiner;

        /// <summary>What a delta adds to the name: nothing where it repeats it.</summary>
        public string? AddName(string? name, int chunk)
        {
            if (string.IsNullOrEmpty(name))
            {
                return null;
            }

            NamedIn = chunk;
            if (name == Name)
            {
                return null;
            }

            Name += name;
            return name;
        }
    }
}
