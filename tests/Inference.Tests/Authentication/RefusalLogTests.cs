using System.Net;
using Inference.ApiKeys;
using Inference.Binding;
using Inference.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Inference.Authentication;

public sealed class RefusalLogTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly LogLines _log = new();
    private readonly LoggerFactory _logs;
    private readonly RefusalLog _refusals;

    public RefusalLogTests()
    {
        _logs = new LoggerFactory([_log]);
        _refusals = new RefusalLog(_clock, _logs.CreateLogger<RefusalLog>());
    }

    public void Dispose()
    {
        _refusals.Dispose();
        _logs.Dispose();
        _log.Dispose();
    }

    [Fact]
    public void A_refusal_log_names_request_address_and_key_without_its_secret()
    {
        var key = ApiKeyFormat.Make("prod", "key_0123456789abcdef0123456789abcdef");
        Assert.True(ApiKeyFormat.TryParse(key, out var presented));

        _refusals.Write(Request("/v1/chats", presented), ErrorKind.InsufficientScope);

        var line = Assert.Single(_log.Lines);
        Assert.Contains($"POST /v1/chats from 10.1.2.3 with {presented.KeyId} was refused: 403 insufficient_scope", line, StringComparison.Ordinal);
        Assert.DoesNotContain(key[^20..], line, StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_of_a_long_path_are_escaped_and_it_is_truncated()
    {
        _refusals.Write(Request($"/v1/\u001b[2J\r\n{new string('x', 4_000)}"), ErrorKind.InvalidApiKey);

        var line = Assert.Single(_log.Lines);
        Assert.Contains("/v1/\\u001b[2J xxx", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 200, 400);
    }

    [Fact]
    public void Other_failures_are_not_its_business()
    {
        foreach (var kind in Enum.GetValues<ErrorKind>().Where(kind => ErrorStatus.Of(kind).Status is not (401 or 403)))
        {
            _refusals.Write(Request("/v1/chats"), kind);
        }

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_flood_logs_ten_refusals_per_reason_and_counts_the_rest()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _refusals.Write(Request("/v1/chats"), ErrorKind.InvalidApiKey);
        }

        _refusals.Write(Request("/v1/chats"), ErrorKind.IpNotAllowed);
        Assert.Equal(11, _log.Lines.Count);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(12, _log.Lines.Count);
        Assert.Contains("990 more requests were refused in the last ten seconds: invalid_api_key", _log.Lines.Last(), StringComparison.Ordinal);

        _refusals.Write(Request("/v1/chats"), ErrorKind.InvalidApiKey);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(13, _log.Lines.Count);
    }

    [Fact]
    public async Task A_refused_request_is_logged_once_with_its_id()
    {
        await using var edge = await RequestTestApp.StartAsync(app => app.MapGet(
            "/refused", string () => throw new InferenceException(ErrorKind.ExpiredApiKey, "The API key has expired.")));

        using var response = await edge.Client.GetAsync("/refused", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        var line = Assert.Single(edge.Logs.Lines);
        Assert.Contains("GET /refused", line, StringComparison.Ordinal);
        Assert.Contains("expired_api_key", line, StringComparison.Ordinal);
        Assert.Contains($"[RequestId:{Assert.Single(response.Headers.GetValues("x-request-id"))}]", line, StringComparison.Ordinal);
    }

    private static DefaultHttpContext Request(string path, PresentedKey key = default)
    {
        var context = new DefaultHttpContext { Request = { Method = "POST", Path = path }, Connection = { RemoteIpAddress = IPAddress.Parse("10.1.2.3") } };
        RequestCaller.Of(context).Key = key;
        return context;
    }
}
