using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Inference.ApiKeys;

internal sealed record ApiKeyResponse
{
    public required string Id { get; init; }

    /// <summary>Whole when made or rotated; masked ever after.</summary>
    public required string Key { get; init; }

    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Email { get; init; }

    public string? UserId { get; init; }

    [AllowedValues(ApiKeyEnvironments.Prod, ApiKeyEnvironments.Play)]
    public required string Environment { get; init; }

    public required bool IsActive { get; init; }

    [Scopes]
    public required IReadOnlyList<string> Scopes { get; init; }

    public IReadOnlyList<string>? AllowedIps { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    [AllowedValues(ApiKeyPlans.Free, ApiKeyPlans.Professional, ApiKeyPlans.Enterprise, ApiKeyPlans.Unlimited)]
    public string? Plan { get; init; }

    public int? TokensPerMinute { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }

    /// <summary>Null until the key is used; lists may be a minute late.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? LastUsed { get; init; }

    public static ApiKeyResponse From(ApiKey key) => new()
    {
        Id = key.Id,
        Key = key.Key,
        Name = key.Fields.Name,
        Description = key.Fields.Description,
        Email = key.Fields.Email,
        UserId = key.Fields.UserId,
        Environment = key.Fields.Environment ?? ApiKeyEnvironments.Prod,
        IsActive = key.Fields.IsActive ?? true,
        Scopes = key.Fields.Scopes ?? [],
        AllowedIps = key.Fields.AllowedIps,
        ExpiresAt = key.Fields.ExpiresAt,
        Plan = key.Fields.Plan,
        TokensPerMinute = key.Fields.TokensPerMinute,
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        LastUsed = key.LastUsed,
    };

    // A record prints its members, and this one's is a secret.
    public override string ToString() => Id;
}
