using System.Collections.Immutable;
using Inference.Generating;
using Inference.Wire;

namespace Inference.Servers;

/// <summary>The keys of the run.</summary>
internal sealed class CredentialPool(ImmutableArray<Credential> trusted, ImmutableArray<Credential> others)
{
    /// <summary>Keys that are admitted: an administrator, a member with another owner, and an administrator of <c>play</c>.</summary>
    public ImmutableArray<Credential> Trusted => trusted;

    /// <summary>Keys with few scopes, few requests, revoked, expired, inactive, of another address, and what is no key at all.</summary>
    public ImmutableArray<Credential> Others => others;

    public Credential Pick(Random random, bool needsAdmin)
    {
        var drawn = KnownValues.Pick(random, trusted);
        return needsAdmin && !drawn.IsAdmin ? trusted[0] : drawn;
    }
}
