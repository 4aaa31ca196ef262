using Inference.Settings;

namespace Inference.Models;

/// <summary>One model, <c>Models:Catalog:NAME</c>. A record, so that a reload can tell which models changed.</summary>
internal sealed record ModelOptions
{
    public const string OpenAI = "openai";
    public const string MaxTokens = "max_tokens";
    public const string MaxCompletionTokens = "max_completion_tokens";

    private static readonly List<string> NoNames = [];
    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary><c>openai</c> for anything that speaks OpenAI's chat completions, or <c>local</c>.</summary>
    public string Provider { get; set; } = OpenAI;

    /// <summary>The server's base address, such as <c>http://127.0.0.1:8000/v1</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The server's key, where it needs one.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The environment variable that holds the server's key, instead of <see cref="ApiKey"/>.</summary>
    public string? ApiKeyVariable { get; set; }

    /// <summary>The model's name at its server; by default its name in the catalog.</summary>
    public string? Model { get; set; }

    /// <summary>How long a whole answer, or the first piece of a streamed one, may take, retries included.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one attempt at that may take; by default as long as <see cref="Timeout"/>.</summary>
    public TimeSpan? AttemptTimeout { get; set; }

    /// <summary>How long connecting to the server may take.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a stream may stand still between two pieces.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How large an answer may be, or one event of a streamed one, in bytes; a larger one is an error.</summary>
    public int MaxAnswerBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>How often a failed attempt is repeated, before the first piece only.</summary>
    public int Retries { get; set; } = 2;

    /// <summary>The pause before the first repetition; it doubles, with jitter, unless the server says <c>Retry-After</c>.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>After so many attempts within 30 s of which half failed, the server is left alone.</summary>
    public int BreakAfter { get; set; } = 10;

    /// <summary>How long a failing server is left alone.</summary>
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many answers its server makes for one silo at once; more wait in a queue. Without, as many as are asked for.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>
    /// Whether it may be asked before guard and router have answered: sooner answers, at the price of the tokens of those that are refused, or that
    /// the router gives to another expert than its local ranking would.
    /// </summary>
    public bool Speculative { get; set; } = true;

    /// <summary>The names of models that are asked when this one fails, in this order.</summary>
    public List<string> Fallbacks { get; set; } = NoNames;

    /// <summary>
    /// The field that limits the answer, <c>max_tokens</c> or <c>max_completion_tokens</c>: by default the latter for OpenAI's own
    /// server, whose newer models refuse the former, and the former for all others, some of which ignore the latter.
    /// </summary>
    public string? MaxTokensField { get; set; }

    /// <summary>Other names under which requests may ask for the model.</summary>
    public List<string> Aliases { get; set; } = NoNames;

    /// <summary>A JSON object whose members are added to every request that does not have them.</summary>
    [JsonSetting]
    public string? ExtraBody { get; set; }

    /// <summary>Headers that are added to every request.</summary>
    public Dictionary<string, string> Headers { get; set; } = NoHeaders;

    /// <summary>Members of requests that the server refuses, and is not sent: <c>seed</c>, or with a path <c>messages.name</c>, <c>tools.function.strict</c>.</summary>
    public List<string> Drop { get; set; } = NoNames;

    /// <summary>The header that carries the key, and before a colon's value its scheme: <c>api-key</c> for Azure.</summary>
    public string AuthHeader { get; set; } = "Authorization: Bearer";

    /// <summary>What <c>GET /v1/models</c> shows as the owner; by default the provider.</summary>
    public string? OwnedBy { get; set; }

    public bool IsLocal => string.Equals(Provider, ModelsOptions.Local, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether both are served in the same way, so that one client does for both.</summary>
    public bool IsServedLike(ModelOptions other) =>
        WithoutLists() == other.WithoutLists()
        && Drop.SequenceEqual(other.Drop, StringComparer.Ordinal)
        && Headers.Count == other.Headers.Count
        && Headers.All(header => other.Headers.TryGetValue(header.Key, out var value) && value == header.Value);

    private ModelOptions WithoutLists() => this with { Fallbacks = NoNames, Aliases = NoNames, Drop = NoNames, Headers = NoHeaders };

    /// <summary>The key without white space around it: files and secrets often end with a line feed.</summary>
    public string? FindApiKey() =>
        (ApiKeyVariable is null ? ApiKey : Environment.GetEnvironmentVariable(ApiKeyVariable))?.Trim() is { Length: > 0 } key ? key : null;

    /// <summary>Without the key: a record would print all its members.</summary>
    public override string ToString() => $"{Provider} {Endpoint} {Model}";
}
