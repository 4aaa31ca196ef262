namespace Inference.Identity;

/// <summary>
/// Makes references to grains with string keys. Orleans finds out a grain's and an interface's type by reflection each time it is asked
/// for a grain, which was a twentieth of a request's CPU; here it does so once for each interface.
/// </summary>
internal static class GrainReferences<TGrain>
    where TGrain : IGrainWithStringKey
{
    private static Types? _types;

    public static TGrain Get(IGrainFactory grains, string key)
    {
        if (_types is { } types)
        {
            return (TGrain)grains.GetGrain(GrainId.Create(types.Grain, key), types.Interface);
        }

        var grain = grains.GetGrain<TGrain>(key);
        if (grain is GrainReference reference)
        {
            _types = new Types(reference.GrainId.Type, reference.InterfaceType);
        }

        return grain;
    }

    // A class, so that concurrent threads read and write it as one reference.
    private sealed record Types(GrainType Grain, GrainInterfaceType Interface);
}
