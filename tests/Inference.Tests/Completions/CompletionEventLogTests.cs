using CsCheck;
using Inference.Completions.Answers;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Messages;
using Inference.Models;
using Inference.Storage;

namespace Inference.Completions;

public sealed class CompletionEventLogTests
{
    // A call's and the answer's are not parted from the text that they come with.
    private const int OtherMembersAtOnce = 2;

    private static readonly Gen<string?> Said = Gen.OneOf(Gen.Const((string?)null), Gen.String[Gen.Char['a', 'z'], 0, 6].Select(text => (string?)text));

    private static readonly Gen<string?> Extra = Gen.OneOfConst<string?>(
        null, null, """{"answer":{"system_fingerprint":"fp"}}""", """{"choice":{"logprobs":{"content":[1.0]}},"message":{"refusal":"no"}}""");

    private static readonly Gen<string?> CallExtra = Gen.OneOfConst<string?>(null, null, """{"extra_content":{"signature":"s"}}""", "{}");

    private static readonly Gen<ToolCallDelta> Delta = Gen.Select(Gen.Int[3, 5], Said, Said, Said, CallExtra)
        .Select((index, id, name, arguments, extra) => new ToolCallDelta(index, id, name, arguments) { Extra = extra });

    private static readonly Gen<ModelUpdate[]> Updates = Gen.Select(Said, Said, Delta.Array[0, 2], Extra)
        .Select((text, reasoning, calls, extra) => new ModelUpdate { Model = "m", Text = text, Reasoning = reasoning, ToolCalls = [.. calls], Extra = extra })
        .Array[0, 8];

    [Fact]
    public void From_any_position_a_reader_gets_exactly_the_rest() => Updates.Sample(updates =>
    {
        var run = Run(updates);
        var archived = Archived(run);
        var whole = Read(run.Events, 0);
        var (made, stored) = (run.ToCompletion(), archived.ToCompletion());

        Assert.Equal(made.Extra, stored.Extra);
        Assert.Equal(made.ToolCalls, stored.ToolCalls);
        Assert.Equal(whole.Count, (int)run.Answer.Length + 2);
        for (var position = 0; position <= whole.Count; position++)
        {
            Assert.Equal(whole.Skip(position), Read(run.Events, position));
            Assert.Equal(whole.Skip(position), Read(archived.ToEvents(), position));
        }
    });

    [Fact]
    public void Every_batch_size_yields_the_same_events() => Gen.Select(Updates, Gen.Int[2, 9]).Sample((updates, most) =>
    {
        var run = Run(updates);
        var stepwise = new CompletionEventLog(run.Answer, most);
        stepwise.Append(Began);
        stepwise.Append(Ended);
        stepwise.Complete();

        Assert.Equal(Read(run.Events, 0), Read(stepwise, 0));
        Assert.All(Pieces(stepwise), piece => Assert.InRange(piece.Length, 1, most + OtherMembersAtOnce));
    });

    [Fact]
    public void No_character_is_cut_in_two()
    {
        var run = Run([new() { Model = "m", Text = "a🦊🦊", Reasoning = "🦊b" }]);
        var stepwise = new CompletionEventLog(run.Answer, mostAtOnce: 2);
        stepwise.Append(Began);
        stepwise.Complete();

        Assert.Equal(["🦊", "b", "a", "🦊", "🦊"], Pieces(stepwise).Select(piece => piece.Text ?? piece.Reasoning));
    }

    [Theory]
    [InlineData(0, """{"fp":"a","tier":"x"}""")]
    [InlineData(1, """{"fp":"a","tier":"x"}""")]
    [InlineData(4, """{"fp":"b","tier":"x"}""")]
    [InlineData(99, """{"fp":"b","tier":"x"}""")]
    public void Each_reader_begins_with_the_members_that_all_chunks_have(long position, string members)
    {
        var run = Run(
        [
            new() { Model = "m", Extra = """{"answer":{"fp":"a"}}""" }, new() { Model = "m", Text = "t" },
            new() { Model = "m", Extra = """{"answer":{"fp":"b","tier":"x"}}""" },
        ]);

        Assert.Equal(members, BeganOf(run.Events, position).Extra);
        Assert.Equal(members, BeganOf(Archived(run).ToEvents(), position).Extra);
    }

    [Fact]
    public async Task Following_and_late_readers_get_the_same_events()
    {
        // As in a grain: one turn at a time.
        var turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        await Updates.SampleAsync(updates => Task.Factory.StartNew(() => FollowAsync(updates), Cancellation, TaskCreationOptions.None, turns).Unwrap());
    }

    [Fact]
    public void An_ordinary_answer_needs_nothing_more_in_its_log() =>
        Assert.Null(CompletionLog.Of(Run([new() { Model = "m", Reasoning = "r" }, new() { Model = "m", Text = "t" }]), null, default).Replay);

    private static async Task FollowAsync(ModelUpdate[] updates)
    {
        var run = new CompletionRun("chatcmpl-1", Call, DateTimeOffset.UnixEpoch);
        var following = ReadAsync(run.Events, 0);
        run.Events.Append(Began);
        foreach (var update in updates)
        {
            run.Answer.Add(update);
            run.Events.Signal();
            await Task.Yield();
        }

        run.Events.Append(Ended);
        run.Events.Complete();

        Assert.Equal(await ReadAsync(run.Events, 0), await following);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static CompletionCall Call { get; } = new()
    {
        Caller = new Caller { Environment = "prod", Owner = "anna", KeyId = "key_1" },
        Api = "/v1/chat/completions",
        AttributedKeyId = "key_1",
        Messages = [],
    };

    private static CompletionEvent Began { get; } = new CompletionEvent.Began("chatcmpl-1", null, "m", DateTimeOffset.UnixEpoch);

    private static CompletionEvent Ended { get; } = new CompletionEvent.Ended(FinishReason.Stop, Usage.None, new());

    private static CompletionRun Run(ModelUpdate[] updates)
    {
        var run = new CompletionRun("chatcmpl-1", Call, DateTimeOffset.UnixEpoch) { Model = "m" };
        run.Events.Append(Began);
        foreach (var update in updates)
        {
            run.Answer.Add(update);
        }

        run.Events.Append(Ended);
        run.Events.Complete();
        return run;
    }

    private static ArchivedCompletion Archived(CompletionRun run) =>
        new(StorageJson.Deserialize<InferenceLog>(StorageJson.Serialize(CompletionLog.Of(run, null, default))));

    private static List<string> Read(CompletionEventLog transcript, long position) => ReadAsync(transcript, position).GetAwaiter().GetResult();

    private static CompletionEvent.Began BeganOf(CompletionEventLog transcript, long position) =>
        transcript.ReadAsync(position, replayed: false, CancellationToken.None).ToBlockingEnumerable().OfType<CompletionEvent.Began>().Single();

    private static List<CompletionEvent.Piece> Pieces(CompletionEventLog transcript) =>
        [.. transcript.ReadAsync(0, replayed: false, CancellationToken.None).ToBlockingEnumerable().OfType<CompletionEvent.Piece>()];

    /// <summary>One item a unit of position, but for the beginning, which every reader gets.</summary>
    private static async Task<List<string>> ReadAsync(CompletionEventLog transcript, long position)
    {
        var units = new List<string>();
        await foreach (var completionEvent in transcript.ReadAsync(position, replayed: false, CancellationToken.None))
        {
            await Task.Yield();
            switch (completionEvent)
            {
                case CompletionEvent.Began when position == 0:
                    units.Add("began");
                    break;
                case CompletionEvent.Ended ended when position <= ended.Position:
                    units.Add("ended");
                    break;
                case CompletionEvent.Piece piece:
                    Add(units, piece);
                    break;
            }
        }

        return units;
    }

    private static void Add(List<string> units, CompletionEvent.Piece piece)
    {
        Add("reasoning", piece.Reasoning);
        Add("text", piece.Text);
        foreach (var call in piece.ToolCalls)
        {
            Add($"{call.Index} id", call.Id);
            Add($"{call.Index} name", call.Name);
            Add($"{call.Index} arguments", call.Arguments);
            AddExtra($"{call.Index} ", call.Extra);
        }

        AddExtra("", piece.Extra);

        void AddExtra(string part, string? extra) => units.AddRange(extra is null ? [] : [part + extra]);

        void Add(string part, string? said) => units.AddRange((said ?? "").Select(unit => $"{part} {unit}"));
    }
}
