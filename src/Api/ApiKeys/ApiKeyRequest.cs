using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Inference.Binding;

namespace Inference.ApiKeys;

/// <summary>An API key to make, or what to change about one. What the server says itself (id, key, dates) may be there and is ignored.</summary>
internal sealed record ApiKeyRequest : IPatch, IValidatableObject
{
    [StringLength(128)]
    public string? Name { get; init; }

    [StringLength(1024)]
    public string? Description { get; init; }

    [EmailAddress(ErrorMessage = "must be an e-mail address"), StringLength(320)]
    public string? Email { get; init; }

    [StringLength(256, MinimumLength = 1)]
    public string? UserId { get; init; }

    [AllowedValues(ApiKeyEnvironments.Prod, ApiKeyEnvironments.Play, ErrorMessage = "must be one of prod, play")]
    public string? Environment { get; init; }

    public bool? IsActive { get; init; }

    [Scopes]
    public IReadOnlyList<string>? Scopes { get; init; }

    [MaxLength(1_000)]
    public IReadOnlyList<string>? AllowedIps { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    [AllowedValues(
        ApiKeyPlans.Free, ApiKeyPlans.Professional, ApiKeyPlans.Enterprise, ApiKeyPlans.Unlimited,
        ErrorMessage = "must be one of free, professional, enterprise, unlimited")]
    public string? Plan { get; init; }

    [Range(1, int.MaxValue)]
    public int? TokensPerMinute { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        for (var i = 0; i < AllowedIps?.Count; i++)
        {
            if (!AddressRange.TryParse(AllowedIps[i], out _))
            {
                yield return new ValidationResult(
                    $"allowed_ips[{i}] must be an address or a CIDR range, such as 203.0.113.7 or 2001:db8::/32.", [$"{nameof(AllowedIps)}[{i}]"]);
            }
        }
    }

    public ApiKeyFields ToFields() => new()
    {
        Name = Name,
        Description = Description,
        Email = Email,
        UserId = UserId,
        Environment = Environment,
        IsActive = IsActive,
        Scopes = Scopes is null ? null : [.. Scopes.Distinct()],
        AllowedIps = AllowedIps is null ? null : [.. AllowedIps],
        ExpiresAt = ExpiresAt,
        Plan = Plan,
        TokensPerMinute = TokensPerMinute,
    };
}

/// <summary>How long the old secret works beside the new one: not at all unless said.</summary>
internal sealed record RotateRequest : IOptionalBody
{
    [Range(0, 604_800), DefaultValue(0)]
    public int? OverlapSeconds { get; init; }

    public TimeSpan ToOverlap() => TimeSpan.FromSeconds(OverlapSeconds ?? 0);
}
