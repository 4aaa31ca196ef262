using System.Collections.Immutable;
using Inference.Errors;
using Inference.Paging;
using Inference.Storage;
using Microsoft.Extensions.Logging;

namespace Inference.ApiKeys;

[GrainType("configured-key")]
internal sealed partial class ConfiguredKeyGrain(
    [PersistentState("configuredkeys")] IPersistentState<ConfiguredKeysState> state,
    IDocumentStore documents,
    IClusterMembershipService membership,
    ILogger<ConfiguredKeyGrain> logger) : Grain, IConfiguredKeyGrain
{
    private const int PageSize = 200;

    public async Task<ConfiguredKeyClaim> ClaimAsync(string? keyId, SiloAddress silo, CancellationToken cancellationToken)
    {
        await membership.Refresh(cancellationToken: cancellationToken);
        var before = state.RecordExists ? state.State : await FindAdoptedAsync(cancellationToken);
        var (next, standing) = before.Claim(keyId, silo.ToParsableString(), other => Runs(other, silo));
        await state.SaveAsync(next, cancellationToken);
        if (before.Current is { } previous && previous != next.Current)
        {
            LogReplaced(previous, next.Current);
        }

        // Each time, so that a crash in between leaves no key as it was.
        foreach (var known in next.Known)
        {
            await TellAsync(known, known == next.Current);
        }

        return new ConfiguredKeyClaim(standing, next.Current);
    }

    /// <summary>Versions before this one kept no list.</summary>
    private async Task<ConfiguredKeysState> FindAdoptedAsync(CancellationToken cancellationToken)
    {
        var known = ImmutableSortedSet.CreateBuilder<string>();
        Page<ApiKeyState> page;
        var request = new PageRequest { Size = PageSize };
        do
        {
            page = await documents.ListAsync<ApiKeyState>("apikey", null, request, cancellationToken);
            known.UnionWith(page.Items.Where(key => key.IsAdopted).Select(key => key.Id));
            request = request with { Skip = request.Skip + PageSize };
        }
        while (page.HasMore);

        return new ConfiguredKeysState { Known = known.ToImmutable() };
    }

    // An earlier life of the silo that asks may not be known to be over yet.
    private bool Runs(string other, SiloAddress asking) =>
        SiloAddress.FromParsableString(other) is var address
        && !address.Endpoint.Equals(asking.Endpoint)
        && membership.CurrentSnapshot.GetSiloStatus(address) is SiloStatus.Active or SiloStatus.Joining;

    private async Task TellAsync(string keyId, bool isConfigured)
    {
        try
        {
            await GrainFactory.GetApiKey(keyId).ConfigureAsync(isConfigured);
        }
        catch (Exception exception) when (!TransientFailures.IsTransient(exception))
        {
            // A silo of the version before does not know the call. The next silo that starts repeats it.
            LogNotTold(exception, keyId);
        }
    }

    [LoggerMessage(LogLevel.Information, "API key {Previous} of the configuration was replaced by {Current}")]
    private partial void LogReplaced(string previous, string? current);

    [LoggerMessage(LogLevel.Error, "API key {KeyId} could not be told whether it is still configured")]
    private partial void LogNotTold(Exception exception, string keyId);
}

/// <summary>Which keys silos were ever configured with, and those that run now. Property names are the stored contract.</summary>
[GenerateSerializer, Immutable, Alias("Inference.ApiKeys.ConfiguredKeysState")]
internal sealed record ConfiguredKeysState
{
    /// <summary>The id of the one that is active.</summary>
    [Id(0)] public string? Current { get; init; }

    [Id(1)] public ImmutableSortedSet<string> Known { get; init; } = [];

    /// <summary>Key ids by silo, as Orleans writes its address; silos without a key are not in it.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, string> Silos { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <param name="keyId">What the silo is configured with.</param>
    /// <param name="silo">The silo that starts.</param>
    /// <param name="runs">Whether another silo does.</param>
    public (ConfiguredKeysState Next, ConfiguredKeyStanding Standing) Claim(string? keyId, string silo, Func<string, bool> runs)
    {
        var others = Silos.RemoveRange(Silos.Keys.Where(other => other == silo || !runs(other)));
        var noted = this with { Silos = keyId is null ? others : others.Add(silo, keyId) };
        // A cluster is restarted silo by silo: one that still has the old configuration must not take the new key's place.
        var isHeld = Current is not null && others.ContainsValue(Current);
        return keyId switch
        {
            null when isHeld || Known.IsEmpty => (noted, ConfiguredKeyStanding.None),
            null => (noted with { Current = null }, ConfiguredKeyStanding.Withdrawn),
            _ when keyId != Current && isHeld && Known.Contains(keyId) => (noted, ConfiguredKeyStanding.Replaced),
            _ => (noted with { Current = keyId, Known = Known.Add(keyId) }, ConfiguredKeyStanding.Current),
        };
    }
}
