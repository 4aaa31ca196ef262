using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Ledger;
using Inference.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Chats;

public sealed class ChatGrainTests(InferenceFixture fixture)
{
    private readonly Caller _caller = new() { Environment = "prod", Owner = Guid.NewGuid().ToString("n"), KeyId = "key_1" };
    private readonly IChatGrain _chat = fixture.Grains.GetChat("prod", NewId(Identifier.Chat));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_begins_with_its_first_turn()
    {
        Assert.Null(await _chat.GetAsync(_caller, Cancellation));

        await _chat.CommitTurnAsync(Result(null));

        var chat = await _chat.GetAsync(_caller, Cancellation);
        Assert.Equal(2, chat!.TotalMessages);
        Assert.Equal("What?", chat.Header.Name);
        Assert.Equal(_caller.Owner, chat.Header.Owner);
    }

    [Fact]
    public async Task A_commit_may_be_repeated()
    {
        var result = Result(null);

        await _chat.CommitTurnAsync(result);
        await _chat.CommitTurnAsync(result);

        Assert.Equal(2, (await _chat.GetAsync(_caller, Cancellation))!.TotalMessages);
    }

    [Fact]
    public async Task A_turn_that_was_logged_with_another_chat_is_refused()
    {
        var result = Result(null);
        var other = fixture.Grains.GetChat("prod", NewId(Identifier.Chat));
        await other.CommitTurnAsync(result);

        var error = await Assert.ThrowsAsync<InferenceException>(() => _chat.CommitTurnAsync(result));

        Assert.Equal(ErrorKind.ResourceConflict, error.Kind);
        Assert.Null(await _chat.GetAsync(_caller, Cancellation));
    }

    [Fact]
    public async Task A_turn_that_was_logged_as_a_failure_is_refused()
    {
        await _chat.CommitTurnAsync(Result(null));
        var failed = Result(2);
        await fixture.Host.SiloServices.GetRequiredService<ILedgerStore>()
            .CommitAsync([new LedgerEntry { Log = failed.Log with { Succeeded = false } }], Cancellation);

        var error = await Assert.ThrowsAsync<InferenceException>(() => _chat.CommitTurnAsync(failed));

        Assert.Equal(ErrorKind.ResourceConflict, error.Kind);
        Assert.Equal(2, (await _chat.GetAsync(_caller, Cancellation))!.TotalMessages);
    }

    [Fact]
    public async Task A_turn_that_answers_an_older_conversation_is_refused_and_stores_nothing()
    {
        await _chat.CommitTurnAsync(Result(null));
        await _chat.CommitTurnAsync(Result(2));

        var error = await Assert.ThrowsAsync<InferenceException>(() => _chat.CommitTurnAsync(Result(2)));

        Assert.Equal(ErrorKind.ResourceConflict, error.Kind);
        Assert.Equal(4, (await _chat.GetAsync(_caller, Cancellation))!.TotalMessages);
    }

    [Fact]
    public async Task A_turn_that_another_activation_gave_out_after_its_own_is_kept()
    {
        await _chat.CommitTurnAsync(Result(null));
        await WriteAsAnotherActivationAsync(fixture.Host, change => change with { Messages = [.. Messages("And then?")] });

        await _chat.CommitTurnAsync(Result(4));

        Assert.Equal(6, (await _chat.GetAsync(_caller, Cancellation))!.TotalMessages);
    }

    [Fact]
    public async Task A_turn_is_kept_though_another_activation_named_the_chat_meanwhile()
    {
        await _chat.CommitTurnAsync(Result(null));
        await WriteAsAnotherActivationAsync(fixture.Host, change => change with { Header = change.Header! with { Name = "Renamed" } });

        await _chat.CommitTurnAsync(Result(2));

        var chat = await _chat.GetAsync(_caller, Cancellation);
        Assert.Equal(4, chat!.TotalMessages);
        Assert.Equal("Renamed", chat.Header.Name);
    }

    [Fact]
    public async Task Where_silos_came_lately_a_turn_answers_what_another_activation_kept()
    {
        await using var host = await InferenceHost.StartAsync();
        var chat = host.Grains.GetChat("prod", _chat.GetPrimaryKeyString().Split('/')[1]);
        await chat.CommitTurnAsync(Result(null));
        await WriteAsAnotherActivationAsync(host, change => change with { Messages = [.. Messages("And then?")] });

        var turn = await chat.BeginTurnAsync(_caller, NewId(Identifier.Completion), Cancellation);

        Assert.Equal(4, turn.MessageCount);
        Assert.Equal("And then?", turn.History[^2].Content);
    }

    [Fact]
    public async Task A_turn_whose_completion_is_gone_is_taken_over()
    {
        await _chat.CommitTurnAsync(Result(null));
        await _chat.BeginTurnAsync(_caller, NewId(Identifier.Completion), Cancellation);

        var turn = await _chat.BeginTurnAsync(_caller, NewId(Identifier.Completion), Cancellation);

        Assert.Equal(2, turn.MessageCount);
    }

    [Fact]
    public async Task After_two_thousand_turns_a_turn_carries_a_bounded_context()
    {
        var messages = Enumerable.Range(0, 1_000).SelectMany(i => Messages($"question {i}")).ToArray();
        await _chat.CommitTurnAsync(Result(null) with { Messages = [.. messages] });

        var turn = await _chat.BeginTurnAsync(_caller, NewId(Identifier.Completion), Cancellation);

        Assert.Equal(2_000, turn.MessageCount);
        Assert.Equal(new ChatOptions().ContextMessages, turn.History.Length);
        Assert.Equal("question 950", turn.History[0].Content);
    }

    private static string NewId(string prefix) => Identifier.New(prefix, TimeProvider.System.GetUtcNow());

    private static Message[] Messages(string question) =>
        [new() { Role = Role.User, Content = question }, new() { Role = Role.Assistant, Content = "That." }];

    private async Task WriteAsAnotherActivationAsync(InferenceHost host, Func<ChatChange, ChatChange> write)
    {
        var chatId = _chat.GetPrimaryKeyString().Split('/')[1];
        var stored = await host.Database.Chats.ReadAsync("prod", chatId, 1, Cancellation);
        var change = write(new ChatChange
        {
            Environment = "prod",
            ChatId = chatId,
            ExpectedVersion = stored!.Version,
            ExpectedCount = stored.MessageCount,
            Header = stored.Header,
        });
        Assert.Equal(LedgerOutcome.Committed, await host.Database.CommitAsync(new LedgerEntry { Chat = change }));
    }

    private TurnResult Result(int? messageCount)
    {
        var id = NewId(Identifier.Completion);
        return new TurnResult
        {
            Caller = _caller,
            CompletionId = id,
            MessageCount = messageCount,
            Messages = [.. Messages("What?")],
            Log = new InferenceLog
            {
                Id = id,
                Environment = "prod",
                Owner = _caller.Owner,
                Api = "/v1/chats",
                ApiKeyId = _caller.KeyId,
                Model = "local",
                Type = "chat",
                Succeeded = true,
                CorrelationId = id,
                CreatedAt = TimeProvider.System.GetUtcNow(),
                FinishedAt = TimeProvider.System.GetUtcNow(),
            },
        };
    }
}
