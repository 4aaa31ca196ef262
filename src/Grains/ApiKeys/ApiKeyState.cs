using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Inference.ApiKeys;

/// <summary>What is stored for an API key. Property names are the stored contract.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ApiKeyState")]
internal sealed record ApiKeyState
{
    [Id(0)] public string Id { get; init; } = "";

    [Id(1)] public string Environment { get; init; } = ApiKeyEnvironments.Prod;

    [Id(2)] public DateTimeOffset CreatedAt { get; init; }

    [Id(3)] public string? CreatedBy { get; init; }

    [Id(4)] public string? Name { get; init; }

    [Id(5)] public string? Description { get; init; }

    [Id(6)] public string? Email { get; init; }

    [Id(7)] public string? UserId { get; init; }

    [Id(8)] public bool IsActive { get; init; } = true;

    [Id(9)] public ImmutableArray<string> Scopes { get; init; } = ApiKeyScopes.Default;

    [Id(10)] public ImmutableArray<string> AllowedIps { get; init; } = [];

    [Id(11)] public DateTimeOffset? ExpiresAt { get; init; }

    [Id(12)] public string Plan { get; init; } = ApiKeyPlans.Default;

    [Id(13)] public int? TokensPerMinute { get; init; }

    /// <summary>SHA-256 of the whole key: 256 random bits need no slow hash.</summary>
    [Id(14)] public byte[] Hash { get; init; } = [];

    [Id(15)] public string Masked { get; init; } = "";

    /// <summary>The operator chose the key, so there is no other secret to give out.</summary>
    [Id(16)] public bool IsAdopted { get; init; }

    [Id(17)] public byte[]? PreviousHash { get; init; }

    /// <summary>Until when the secret before the last rotation works.</summary>
    [Id(18)] public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>About a minute late at most: it is stored with other writes, not one a request.</summary>
    [Id(19)] public DateTimeOffset? LastUsed { get; init; }

    /// <summary>The UTC day that <see cref="DayReserved"/> counts.</summary>
    [Id(20)] public DateOnly? Day { get; init; }

    /// <summary>How many of the day's requests may have been admitted: written before they are.</summary>
    [Id(21)] public long DayReserved { get; init; }

    /// <summary>The operator's configuration does not have the adopted key any more.</summary>
    [Id(22)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether it may be used at all, apart from its end.</summary>
    [JsonIgnore]
    public bool IsUsable => IsActive && !IsWithdrawn;

    public ApiKey ToApiKey() => ToApiKey(Masked, LastUsed);

    public ApiKey ToApiKey(string key, DateTimeOffset? lastUsed) => new()
    {
        Id = Id,
        Key = key,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
        LastUsed = lastUsed,
        Fields = new ApiKeyFields
        {
            Name = Name,
            Description = Description,
            Email = Email,
            UserId = UserId,
            Environment = Environment,
            IsActive = IsUsable,
            Scopes = Scopes,
            AllowedIps = AllowedIps.IsEmpty ? null : AllowedIps,
            ExpiresAt = ExpiresAt,
            Plan = Plan,
            TokensPerMinute = TokensPerMinute,
        },
    };
}

/// <summary>Up to how many requests of a day may have been admitted, as storage knows it.</summary>
internal readonly record struct DayReservation(long DayNumber, long UpTo)
{
    public static DayReservation Of(ApiKeyState state) => new(state.Day?.DayNumber ?? 0, state.DayReserved);

    public DateOnly? Day => DayNumber == 0 ? null : DateOnly.FromDayNumber((int)DayNumber);
}

/// <summary>A plan's limits.</summary>
internal sealed record RequestLimits(int PerMinute, int PerDay)
{
    /// <summary><see langword="null"/> when the plan has none.</summary>
    public static RequestLimits? Of(string plan) => plan switch
    {
        ApiKeyPlans.Free => new(60, 10_000),
        ApiKeyPlans.Professional => new(300, 100_000),
        ApiKeyPlans.Enterprise => new(1_000, 1_000_000),
        _ => null,
    };
}
