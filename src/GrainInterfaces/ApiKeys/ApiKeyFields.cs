using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>What a client says about an API key. In a change, <see langword="null"/> means "as it was".</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ApiKeyFields")]
public sealed record ApiKeyFields
{
    [Id(0)] public string? Name { get; init; }

    [Id(1)] public string? Description { get; init; }

    [Id(2)] public string? Email { get; init; }

    /// <summary>The owner; keys of one owner see one another's chats and logs.</summary>
    [Id(3)] public string? UserId { get; init; }

    /// <summary><c>prod</c> or <c>play</c>; cannot be changed later, since it is part of the key.</summary>
    [Id(4)] public string? Environment { get; init; }

    [Id(5)] public bool? IsActive { get; init; }

    [Id(6)] public ImmutableArray<string>? Scopes { get; init; }

    /// <summary>Addresses or CIDR ranges; none means any.</summary>
    [Id(7)] public ImmutableArray<string>? AllowedIps { get; init; }

    [Id(8)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary><c>free</c>, <c>professional</c>, <c>enterprise</c> or <c>unlimited</c>.</summary>
    [Id(9)] public string? Plan { get; init; }

    [Id(10)] public int? TokensPerMinute { get; init; }
}

/// <summary>The two environments. Data made in one is never seen in the other.</summary>
public static class ApiKeyEnvironments
{
    public const string Prod = "prod";
    public const string Play = "play";

    public static readonly ImmutableArray<string> All = [Prod, Play];

    internal static bool Contains(ReadOnlySpan<char> environment) => environment is Prod or Play;
}

/// <summary>How many requests a key may make.</summary>
public static class ApiKeyPlans
{
    public const string Free = "free";
    public const string Professional = "professional";
    public const string Enterprise = "enterprise";
    public const string Unlimited = "unlimited";

    /// <summary>Who hosts the server and names no plan expects no limit.</summary>
    public const string Default = Unlimited;

    public static readonly ImmutableArray<string> All = [Free, Professional, Enterprise, Unlimited];
}

/// <summary>What an API key may do. <see cref="Admin"/> may do everything.</summary>
public static class ApiKeyScopes
{
    public const string Admin = "admin";
    public const string ChatsRead = "chats:read";
    public const string ChatsWrite = "chats:write";
    public const string ExpertsRead = "experts:read";
    public const string ExpertsWrite = "experts:write";
    public const string PersonasRead = "personas:read";
    public const string PersonasWrite = "personas:write";
    public const string ActionsRead = "actions:read";
    public const string ActionsWrite = "actions:write";
    public const string InsightsWrite = "insights:write";
    public const string LogsRead = "logs:read";
    public const string ModelsRead = "models:read";

    /// <summary>What a key gets that names no scopes: everything but <see cref="Admin"/>.</summary>
    public static readonly ImmutableArray<string> Default =
    [
        ChatsRead, ChatsWrite, ExpertsRead, ExpertsWrite, PersonasRead, PersonasWrite,
        ActionsRead, ActionsWrite, InsightsWrite, LogsRead, ModelsRead,
    ];

    /// <summary>Every scope there is.</summary>
    public static readonly ImmutableArray<string> All = [Admin, .. Default];
}
