using Inference.Reporting;
using Inference.Verifying;
using Inference.Wire;

namespace Inference.Fuzz;

public sealed class FaultCollectorTests
{
    [Fact]
    public void Faults_that_are_alike_are_one_with_the_smallest_request()
    {
        var book = new FaultCollector();
        book.AddRange([Fault("getAction", "/v1/actions/long-one"), Fault("getAction", "/v1/actions/1"), Fault("deleteAction", "/v1/actions/longer")]);

        var group = Assert.Single(book.Group(_ => null));

        Assert.Equal(("/v1/actions/1", 3), (group.Example.Exchange!.Request.Target, group.Count));
        Assert.Equal(["deleteAction", "getAction"], group.Operations);
    }

    [Fact]
    public void Faults_are_distinguished_by_their_exceptions()
    {
        var book = new FaultCollector();
        book.AddRange([Fault("getAction", "/1", "req_1"), Fault("getAction", "/2", "req_2")]);

        Assert.Equal(["A in B", "C in D"], book.Group(id => id == "req_1" ? "A in B" : "C in D").Select(group => group.Thrown).Order());
    }

    [Fact]
    public void A_command_quotes_the_body_and_hides_the_key()
    {
        var request = FuzzSamples.Request() with
        {
            Headers = [("Host", "x"), ("x-api-key", "key-of-admin")],
            Body = "{\"a\":\"it's\"}"u8.ToArray(),
        };

        Assert.Equal(
            """curl -i -X GET --path-as-is "$URL/v1/actions/act_1" -H "x-api-key: $KEY_ADMIN" --data-raw '{"a":"it'\''s"}'""",
            CurlCommand.Of(request, "1.http"));
    }

    private static Fault Fault(string operation, string target, string id = FuzzSamples.RequestId)
    {
        var answer = FuzzSamples.Answer(500, "").Without("x-request-id");
        var headers = answer.Headers.Append(KeyValuePair.Create("x-request-id", id));
        answer = answer with { Headers = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(headers, StringComparer.OrdinalIgnoreCase) };
        return Verifying.Fault.Of(Rule.Statuses, new Exchange(FuzzSamples.Request(operation, target), answer, TimeSpan.Zero), "500");
    }
}
