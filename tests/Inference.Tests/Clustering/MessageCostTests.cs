using System.Collections.Immutable;
using Inference.ApiKeys;
using Inference.Chats;
using Inference.Completions;
using Inference.Experts;
using Inference.Infrastructure;
using Inference.ModelServers;

namespace Inference.Clustering;

/// <summary>The calls a request costs, as docs/cluster.md states them. A front end calls three silos; grains are placed at random, so many are counted.</summary>
public sealed class MessageCostTests : IAsyncLifetime
{
    private const int Turns = 12;
    private const int Chats = 4;
    private const int Silos = 3;
    private const string AskedByRouter = $"{nameof(IExpertVersionGrain)}.{nameof(IExpertVersionGrain.GetAsync)}";

    private static readonly string[] FromFrontEnd =
        [$"{nameof(IApiKeyGrain)}.{nameof(IApiKeyGrain.AdmitAsync)}", $"{nameof(ICompletionGrain)}.{nameof(ICompletionGrain.CompleteAsync)}"];

    private static readonly string[] BetweenSilos =
        [$"{nameof(IChatGrain)}.{nameof(IChatGrain.BeginTurnAsync)}", $"{nameof(IChatGrain)}.{nameof(IChatGrain.CommitTurnAsync)}"];

    private readonly CallTrace _trace = new();
    private InferenceHost _host = null!;
    private ModelServerHost _server = null!;
    private TestClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ModelServerHost.StartAsync(cancellationToken: Cancellation);
        _server.Scenarios["m"] = new Scenario { Content = "Hello." };
        _host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = Silos,
            Settings = { ["Models:Default"] = "m", ["Models:Catalog:m:Endpoint"] = _server.BaseAddress.ToString() },
            ConfigureSilo = _trace.AddTo,
        });
        _client = await TestClient.CreateAsync(_host);
        await AskAsync("/v1/chats", null, routed: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_completion_takes_two_front_end_calls_and_none_between_silos()
    {
        for (var i = 0; i < Turns; i++)
        {
            var calls = (await AskAsync("/v1/chat/completions", null, routed: false)).Calls;

            Assert.Equal(FromFrontEnd, calls.Where(call => call.IsFromFrontEnd).Select(call => call.Method));
            Assert.DoesNotContain(calls, call => call.CrossesSilos);
        }
    }

    [Fact]
    public async Task A_chat_turn_crosses_silos_twice_at_most()
    {
        var turns = await TalkAsync(routed: false);

        Assert.All(turns, calls => Assert.Equal(FromFrontEnd, calls.Where(call => call.IsFromFrontEnd).Select(call => call.Method)));
        Assert.All(turns, calls => Assert.Empty(Crossing(calls).Except(BetweenSilos)));
        Assert.All(turns, calls => Assert.InRange(Crossing(calls).Count(), 0, 2));
        Assert.Contains(turns, calls => Crossing(calls).Count() == 2);
    }

    [Fact]
    public async Task A_silo_polls_expert_changes_periodically_and_not_for_each_turn()
    {
        var began = TimeProvider.System.GetTimestamp();
        var turns = await TalkAsync(routed: true);
        var periods = (TimeProvider.System.GetElapsedTime(began) / ExpertVersionGrain.LeaseDuration) + 1;

        Assert.All(turns, calls => Assert.Empty(Crossing(calls).Except(BetweenSilos).Except([AskedByRouter])));
        Assert.All(turns, calls => Assert.InRange(Crossing(calls).Count(method => method != AskedByRouter), 0, 2));
        Assert.InRange(turns.Sum(calls => calls.Count(call => call.Method == AskedByRouter)), 0, (int)Math.Ceiling(Silos * periods));
    }

    private async Task<List<ImmutableArray<TracedCall>>> TalkAsync(bool routed)
    {
        var turns = new List<ImmutableArray<TracedCall>>();
        for (var chat = 0; chat < Chats; chat++)
        {
            string? id = null;
            for (var turn = 0; turn < Turns; turn++)
            {
                var (calls, chatId) = await AskAsync("/v1/chats", id, routed);
                turns.Add(calls);
                id = chatId;
            }
        }

        return turns;
    }

    private static IEnumerable<string> Crossing(ImmutableArray<TracedCall> calls) => calls.Where(call => call.CrossesSilos).Select(call => call.Method);

    private async Task<(ImmutableArray<TracedCall> Calls, string? ChatId)> AskAsync(string path, string? id, bool routed)
    {
        _trace.Take();
        var answer = await _client.PostJsonAsync(path, new { id, router_enabled = routed, messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);
        return (_trace.Take(), (string?)answer["chat_id"]);
    }
}
