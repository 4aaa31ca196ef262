using Inference.Wire;

namespace Inference.Fuzz;

public sealed class ExchangeChecksTests
{
    [Fact]
    public void A_right_answer_has_no_faults() => Assert.Empty(FuzzSamples.Check(FuzzSamples.Answer(200, FuzzSamples.Action)));

    [Fact]
    public void An_error_in_the_envelope_has_no_faults() => Assert.Empty(FuzzSamples.Check(FuzzSamples.Answer(404, FuzzSamples.Error(404))));

    [Fact]
    public void A_500_is_a_fault_in_the_envelope_too() =>
        Assert.Equal(["Statuses: 500"], FuzzSamples.Check(FuzzSamples.Answer(500, FuzzSamples.Error(500, "internal_error"))));

    [Fact]
    public void A_bare_500_is_a_fault_of_broken_http_too() => Assert.Contains(
        "Statuses: 500", FuzzSamples.Check(new Answer { Status = 500 }, FuzzSamples.Request() with { BreaksHttp = true }));

    [Fact]
    public void A_success_that_is_not_documented_is_a_fault() =>
        Assert.Equal(["Statuses: 202"], FuzzSamples.Check(FuzzSamples.Answer(202, FuzzSamples.Action)));

    [Theory]
    [InlineData("/v1/..?page=2", true)]
    [InlineData("/v1/%2e%2e", true)]
    [InlineData("/v1/actions/..", false)]
    public void A_redirect_is_a_fault_unless_the_path_leads_to_the_root(string target, bool holds) => Assert.Equal(
        !holds, FuzzSamples.Check(new Answer { Status = 302 }, FuzzSamples.Request(target: target)).Contains("Statuses: 302"));

    [Theory]
    [InlineData("", "Envelopes: 404 without a body")]
    [InlineData("<html>", "Envelopes: 404: the body is no JSON")]
    [InlineData("{}", "Envelopes: 404: body.error is missing")]
    public void An_error_without_its_envelope_is_a_fault(string body, string fault) => Assert.Equal([fault], FuzzSamples.Check(FuzzSamples.Answer(404, body)));

    [Fact]
    public void An_envelope_that_contradicts_its_answer_is_a_fault()
    {
        var faults = FuzzSamples.Check(FuzzSamples.Answer(404, FuzzSamples.Error(400, "made_up", requestId: "req_another")));

        Assert.Equal(
            [
                "Envelopes: 404: error.status is another than the answer's",
                "Envelopes: 404: error.request_id is another than x-request-id",
                "Envelopes: 404: the code made_up is not in the contract",
            ],
            faults);
    }

    [Theory]
    [InlineData("\"high\"", "\"urgent\"", "Schemas: body.priority is none of high, low, medium, very_high, very_low")]
    [InlineData("\"call\"", "null", "Schemas: body.type is null, not string")]
    [InlineData("\"call\"", "7", "Schemas: body.type is number, not string")]
    [InlineData("\"id\":\"act_1\",", "", "Schemas: body.id is missing")]
    [InlineData("\"call\"", "\"\"", "Schemas: body.type breaks minLength or maxLength")]
    [InlineData(".935Z\"", "+01:00\"", "Schemas: body.created_at is no date-time")]
    [InlineData("\"call\"", "\"\\ud800\"", "Schemas: the body has half a surrogate pair")]
    [InlineData("}", "", "Schemas: the body is no JSON")]
    public void A_success_that_breaks_its_schema_is_a_fault(string right, string wrong, string fault) =>
        Assert.Equal(fault, FuzzSamples.Check(FuzzSamples.Answer(200, FuzzSamples.Action.Replace(right, wrong, StringComparison.Ordinal)))[0]);

    [Fact]
    public void Another_media_type_than_documented_is_a_fault() =>
        Assert.Equal(["Schemas: the media type text/plain is not documented"], FuzzSamples.Check(FuzzSamples.Answer(200, FuzzSamples.Action, "text/plain")));

    [Theory]
    [InlineData("x-request-id", "Headers: 200 without an x-request-id of the server's")]
    [InlineData("Cache-Control", "Headers: no Cache-Control: no-store")]
    [InlineData("X-Content-Type-Options", "Headers: no X-Content-Type-Options: nosniff")]
    [InlineData("X-RateLimit-Remaining", "Headers: 200 without X-RateLimit-Remaining")]
    public void A_header_that_is_missing_is_a_fault(string header, string fault) =>
        Assert.Equal([fault], FuzzSamples.Check(FuzzSamples.Answer(200, FuzzSamples.Action).Without(header)));

    [Fact]
    public void A_limit_of_a_key_that_has_none_is_a_fault()
    {
        var request = FuzzSamples.Request() with { Credential = FuzzSamples.Keys.Trusted[0] with { HasLimit = false } };

        Assert.Equal(["Headers: 200 with the limit of a key that has none"], FuzzSamples.Check(FuzzSamples.Answer(200, FuzzSamples.Action), request));
    }

    [Fact]
    public void A_429_without_retry_after_is_a_fault() => Assert.Equal(
        ["Headers: 429 without Retry-After"], FuzzSamples.Check(FuzzSamples.Answer(429, FuzzSamples.Error(429, "rate_limit_exceeded"))));

    [Theory]
    [InlineData("System.NullReferenceException: x")]
    [InlineData("in Body.cs:line 12")]
    [InlineData("no such table: inference_chats")]
    [InlineData("Could not load /home/app/x")]
    public void A_message_that_discloses_internals_is_a_fault(string message) => Assert.StartsWith(
        "Disclosures: ", Assert.Single(FuzzSamples.Check(FuzzSamples.Answer(400, FuzzSamples.Error(400, "invalid_json", message)))), StringComparison.Ordinal);

    [Fact]
    public void A_broken_model_excuses_502_only_when_it_was_asked_for()
    {
        var answer = FuzzSamples.Answer(502, FuzzSamples.Error(502, "model_error"));

        Assert.Equal(["Statuses: 502"], FuzzSamples.Check(answer));
        Assert.Empty(FuzzSamples.Check(answer, FuzzSamples.Request() with { Body = "{\"model\":\"broken\"}"u8.ToArray() }));
    }

    [Theory]
    [InlineData("the connection broke")]
    [InlineData("no answer in time")]
    [InlineData("the answer ends in the middle")]
    public void No_answer_is_a_fault(string lost) => Assert.Equal([$"Answers: {lost}"], FuzzSamples.Check(new Answer { Lost = lost }));

    [Fact]
    public void Broken_http_may_be_refused_without_a_word_but_not_left_waiting()
    {
        var request = FuzzSamples.Request() with { BreaksHttp = true };

        Assert.Empty(FuzzSamples.Check(new Answer { Status = 400 }, request));
        Assert.Empty(FuzzSamples.Check(new Answer { Lost = "the connection broke" }, request));
        Assert.Empty(FuzzSamples.Check(new Answer { Status = 200, Lost = ResponseReader.Unfinished }, request));
        Assert.Equal(["Answers: no answer in time"], FuzzSamples.Check(new Answer { Lost = "no answer in time" }, request));
    }
}
