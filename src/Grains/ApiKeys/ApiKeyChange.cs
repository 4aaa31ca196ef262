using System.Collections.Immutable;
using Inference.Errors;

namespace Inference.ApiKeys;

/// <summary>Applies what a client says about a key to its state.</summary>
internal static class ApiKeyChange
{
    public static ApiKeyState With(this ApiKeyState state, ApiKeyFields fields, ImmutableArray<string> cleared)
    {
        if (fields.Environment is { } environment && environment != state.Environment)
        {
            throw Invalid("environment", "environment cannot be changed: it is part of the key. Make another key.");
        }

        if (state.IsWithdrawn && fields.IsActive is true)
        {
            throw new InferenceException(ErrorKind.ResourceConflict, "This key was set by the operator and can be activated only there.", "is_active");
        }

        var kept = cleared.Aggregate(state, Clear);
        return kept with
        {
            Name = fields.Name ?? kept.Name,
            Description = fields.Description ?? kept.Description,
            Email = fields.Email ?? kept.Email,
            UserId = fields.UserId ?? kept.UserId,
            IsActive = fields.IsActive ?? kept.IsActive,
            Scopes = fields.Scopes ?? kept.Scopes,
            AllowedIps = fields.AllowedIps ?? kept.AllowedIps,
            ExpiresAt = fields.ExpiresAt?.ToUniversalTime() ?? kept.ExpiresAt,
            Plan = fields.Plan ?? kept.Plan,
            TokensPerMinute = fields.TokensPerMinute ?? kept.TokensPerMinute,
        };
    }

    public static ApiKeyState WithSecret(this ApiKeyState state, string key) => ApiKeyFormat.TryParse(key, out var presented)
        ? state with { Hash = presented.Hash, Masked = ApiKeyFormat.Mask(key) }
        : throw new ArgumentException("Not a key.", nameof(key));

    private static ApiKeyState Clear(ApiKeyState state, string field) => field switch
    {
        "name" => state with { Name = null },
        "description" => state with { Description = null },
        "email" => state with { Email = null },
        "user_id" => state with { UserId = null },
        "scopes" => state with { Scopes = ApiKeyScopes.Default },
        "allowed_ips" => state with { AllowedIps = [] },
        "expires_at" => state with { ExpiresAt = null },
        "plan" => state with { Plan = ApiKeyPlans.Default },
        "tokens_per_minute" => state with { TokensPerMinute = null },
        // Clearing would set the default, "active" or "prod", which null does not express.
        "is_active" or "environment" => throw Invalid(field, $"{field} cannot be null."),
        _ => state,
    };

    private static InferenceException Invalid(string param, string message) =>
        new(ErrorKind.InvalidParamValue, message, param);
}
