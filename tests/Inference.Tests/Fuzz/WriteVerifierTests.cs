using Inference.Generating;
using Inference.Verifying;
using Inference.Wire;

namespace Inference.Fuzz;

public sealed class WriteVerifierTests
{
    private const string List = "{\"data\":[" + FuzzSamples.Action + "],\"page\":0,\"page_size\":10,\"has_more\":false}";

    [Fact]
    public async Task What_is_read_back_and_listed_has_no_faults() =>
        Assert.Empty(await FollowAsync(line => FakeServer.Json(200, line.Contains("act_1", StringComparison.Ordinal) ? FuzzSamples.Action : List)));

    [Fact]
    public async Task What_cannot_be_read_back_is_a_fault() => Assert.Contains(
        "ReadBack: what was answered 201 is then 404",
        await FollowAsync(line => line.Contains("act_1", StringComparison.Ordinal) ? FakeServer.Json(404, FuzzSamples.Error(404)) : FakeServer.Json(200, List)));

    [Fact]
    public async Task What_is_read_back_changed_is_a_fault() => Assert.Contains(
        "ReadBack: what is read is not what the write answered",
        await FollowAsync(line => FakeServer.Json(200, line.Contains("act_1", StringComparison.Ordinal) ? FuzzSamples.Action.Replace("call", "mail", StringComparison.Ordinal) : List)));

    [Fact]
    public async Task What_is_not_in_its_list_is_a_fault() => Assert.Contains(
        "Lists: what was answered 201 is not in its list",
        await FollowAsync(line => FakeServer.Json(200, line.Contains("act_1", StringComparison.Ordinal) ? FuzzSamples.Action : List.Replace("act_1", "act_2", StringComparison.Ordinal))));

    [Fact]
    public async Task A_stored_write_that_breaks_its_list_is_a_fault()
    {
        var isDeleted = false;
        var faults = await FollowAsync(line =>
        {
            isDeleted |= line.StartsWith("DELETE", StringComparison.Ordinal);
            return line.Contains("act_1", StringComparison.Ordinal) ? FakeServer.Json(200, FuzzSamples.Action)
                : isDeleted ? FakeServer.Json(200, List) : FakeServer.Json(500, FuzzSamples.Error(500, "internal_error"));
        });

        Assert.Contains("Lists: listActions cannot be read until what this wrote is deleted", faults);
    }

    [Fact]
    public async Task A_failed_write_that_breaks_its_list_is_a_fault() => Assert.Contains(
        "Lists: listActions cannot be read since about this write, answered 500",
        await FollowAsync(_ => FakeServer.Json(500, FuzzSamples.Error(500, "internal_error")), FuzzSamples.Answer(500, "")));

    private static async Task<List<string>> FollowAsync(Func<string, string> answer, Answer? written = null)
    {
        await using var server = new FakeServer(answer);
        using var sender = new Sender(server.EndPoint);
        var verifier = new WriteVerifier(FuzzSamples.Contract, new ExchangeChecks(FuzzSamples.Contract, withSecurityHeaders: false), new IdPool(), "localhost");
        var request = FuzzSamples.Request("createAction", "/v1/actions") with { Mutations = ["body: extra field"] };
        var exchange = new Exchange(request, written ?? FuzzSamples.Answer(201, FuzzSamples.Action), TimeSpan.Zero);
        var faults = await verifier.VerifyAsync(exchange, sender, TestContext.Current.CancellationToken);
        return [.. faults.Select(fault => $"{fault.Rule}: {fault.Kind}")];
    }
}
