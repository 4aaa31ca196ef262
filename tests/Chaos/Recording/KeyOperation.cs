namespace Inference.Recording;

/// <summary>A change of an API key.</summary>
internal sealed record KeyOperation : IOperation
{
    public const string Create = "key made";
    public const string Rename = "key renamed";
    public const string Revoke = "key revoked";

    public required string Kind { get; init; }

    /// <summary><see langword="null"/> when the client received no id.</summary>
    public string? KeyId { get; init; }

    /// <summary>The key's name after it.</summary>
    public required string Name { get; init; }

    public required Outcome Outcome { get; init; }

    public required DateTimeOffset Began { get; init; }

    public required DateTimeOffset Ended { get; init; }
}

/// <summary>One request with a key whose limits or revocation are watched, not repeated.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Status">Of the answer; <see langword="null"/> when there was none.</param>
/// <param name="Began">When it was sent.</param>
/// <param name="Ended">When the answer was there, or the client gave up.</param>
internal sealed record KeyUse(string KeyId, int? Status, DateTimeOffset Began, DateTimeOffset Ended)
{
    public bool IsAdmitted => Status is >= 200 and < 300;
}

/// <summary>A key that is used beyond its limits, and the limits.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="PerMinute">How many requests a minute it has.</param>
/// <param name="PerDay">How many requests a day it has.</param>
/// <param name="Day">The UTC day that <paramref name="UsedOfDay"/> counts; on the next one the count begins anew.</param>
/// <param name="UsedOfDay">How many of that day's were used when the run began.</param>
internal sealed record LimitedKey(string KeyId, int PerMinute, int PerDay, DateOnly Day, int UsedOfDay);
