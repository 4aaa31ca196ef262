using Inference.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Inference.ApiKeys;

/// <summary>An API key as storage has it.</summary>
internal static class StoredKey
{
    public static async Task<ApiKeyState> ReadAsync(InferenceHost host, string keyId)
    {
        var state = new GrainState<ApiKeyState>(new ApiKeyState());
        await host.SiloServices.GetRequiredService<IGrainStorage>().ReadStateAsync("apikey", GrainId.Create("api-key", keyId), state);
        return state.State!;
    }
}
