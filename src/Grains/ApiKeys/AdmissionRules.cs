using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using Inference.Errors;
using Inference.Identity;

namespace Inference.ApiKeys;

/// <summary>Who may come in with a key, apart from limits: its state in the form that every request is checked against.</summary>
internal sealed class AdmissionRules
{
    private static readonly Admission Inactive = Refusal(ErrorKind.InactiveApiKey, "The API key is not active.");
    private static readonly Admission Expired = Refusal(ErrorKind.ExpiredApiKey, "The API key has expired.");
    private static readonly Admission WrongAddress = Refusal(ErrorKind.IpNotAllowed, "The API key may not be used from this address.");

    private readonly ApiKeyState _state;
    private readonly FrozenSet<string> _scopes;
    private readonly ImmutableArray<IPNetwork> _ranges;

    private AdmissionRules(ApiKeyState state)
    {
        _state = state;
        _scopes = state.Scopes.ToFrozenSet(StringComparer.Ordinal);
        // A range that cannot be parsed admits no address; dropping it could turn "these addresses" into "any".
        _ranges = [.. state.AllowedIps.Select(ip => AddressRange.TryParse(ip, out var range) ? range : new IPNetwork(IPAddress.None, 32))];
        Caller = new Caller
        {
            Environment = state.Environment,
            Owner = state.UserId ?? state.Id,
            KeyId = state.Id,
            IsAdmin = _scopes.Contains(ApiKeyScopes.Admin),
        };
    }

    public Caller Caller { get; }

    public static AdmissionRules Of(ApiKeyState state) => new(state);

    /// <summary>Why the request may not go on, or <see langword="null"/>.</summary>
    public Admission? Check(AdmissionRequest request, DateTimeOffset now)
    {
        if (!IsSecret(request.SecretHash, now))
        {
            return Admission.InvalidKey;
        }

        if (!_state.IsUsable)
        {
            return Inactive;
        }

        if (_state.ExpiresAt is { } end && now >= end)
        {
            return Expired;
        }

        if (!_ranges.IsEmpty && !IsAllowed(request.Address))
        {
            return WrongAddress;
        }

        return Missing(request.Scope) ?? Missing(request.AlsoScope);
    }

    private bool IsSecret(byte[] hash, DateTimeOffset now)
    {
        // Both are always compared, so that the duration does not reveal which matched.
        var isCurrent = CryptographicOperations.FixedTimeEquals(hash, _state.Hash);
        var isPrevious = now < _state.PreviousUntil && CryptographicOperations.FixedTimeEquals(hash, _state.PreviousHash);
        return isCurrent | isPrevious;
    }

    private Admission? Missing(string? scope) => scope is null || Caller.IsAdmin || _scopes.Contains(scope)
        ? null
        : Refusal(ErrorKind.InsufficientScope, $"The API key lacks the scope '{scope}'.");

    private bool IsAllowed(string? text)
    {
        if (!IPAddress.TryParse(text, out var address))
        {
            return false;
        }

        address = AddressRange.Normalize(address);
        return _ranges.Any(range => range.Contains(address));
    }

    private static Admission Refusal(ErrorKind kind, string message) => new() { Refusal = kind, Message = message };
}
