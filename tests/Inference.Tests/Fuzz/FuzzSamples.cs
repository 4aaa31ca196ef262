using System.Collections.Frozen;
using System.Text;
using Inference.OpenApi;
using Inference.Servers;
using Inference.Verifying;
using Inference.Wire;

namespace Inference.Fuzz;

/// <summary>Recorded exchanges, right ones and ones that are wrong in one point.</summary>
internal static class FuzzSamples
{
    public const string RequestId = "req_01a222b364e9701ea9b8cf8b3ba94a99";

    public const string Action =
        """{"id":"act_1","name":"n","description":"d","type":"call","priority":"high","created_at":"2026-11-28T15:08:31.935Z","updated_at":"2026-11-28T15:08:31.935Z"}""";

    public static readonly ApiContract Contract = ApiContract.Load();

    public static CredentialPool Keys { get; } = new(
        [new Credential("admin", "key-of-admin") { IsTrusted = true, IsAdmin = true, IsKnown = true, HasLimit = true }],
        [Credential.None, new Credential("garbage", "garbage")]);

    public static WireRequest Request(string operation = "getAction", string target = "/v1/actions/act_1") => new()
    {
        Number = 7,
        Operation = Contract.Operation(operation),
        Method = Contract.Operation(operation).Method,
        Target = target,
        Headers = [("Host", "localhost")],
        Body = ReadOnlyMemory<byte>.Empty,
        Credential = Keys.Trusted[0],
        Mutations = [],
    };

    public static Answer Answer(int status, string body, string mediaType = "application/json; charset=utf-8") => new()
    {
        Status = status,
        Body = Encoding.UTF8.GetBytes(body),
        Headers = new Dictionary<string, string>
        {
            ["x-request-id"] = RequestId,
            ["Content-Type"] = mediaType,
            ["X-RateLimit-Limit"] = "60",
            ["X-RateLimit-Remaining"] = "59",
            ["X-RateLimit-Reset"] = "1795878511",
            ["Cache-Control"] = "no-store",
            ["X-Content-Type-Options"] = "nosniff",
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };

    public static Answer Without(this Answer answer, string header) =>
        answer with { Headers = answer.Headers.Where(each => each.Key != header).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase) };

    public static string Error(int status, string code = "resource_not_found", string message = "There is no action 'act_1'.", string requestId = RequestId) =>
        $$$"""{"error":{"type":"not_found_error","message":"{{{message}}}","code":"{{{code}}}","status":{{{status}}},"request_id":"{{{requestId}}}"}}""";

    /// <summary>The faults that all checks of an answer find, as rule and kind.</summary>
    public static string[] Check(Answer answer, WireRequest? request = null) =>
    [
        .. new ExchangeChecks(Contract, withSecurityHeaders: true)
            .Check(new Exchange(request ?? Request(), answer, TimeSpan.Zero))
            .Select(fault => $"{fault.Rule}: {fault.Kind}"),
    ];
}
