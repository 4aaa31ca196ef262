using Inference.Recording;

namespace Inference.Load;

/// <summary>Uses a key at a steady pace regardless of the answers: no attempt is repeated, and no Retry-After heeded.</summary>
internal static class KeyUser
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(Client client, Recorder recorder, WorkloadKey key, TimeSpan interval, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(interval, client.Clock);
        var uses = new List<Task>();
        try
        {
            while (await pace.WaitForNextTickAsync(stop))
            {
                uses.RemoveAll(use => use.IsCompletedSuccessfully);
                uses.Add(UseAsync(client, recorder, key));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The end, as it was meant.
        }

        await Task.WhenAll(uses);
    }

    private static async Task UseAsync(Client client, Recorder recorder, WorkloadKey key)
    {
        var began = client.Now;
        var reply = await client.TryAsync(new ClientRequest { Key = key.Key, Path = "/v1/models" }, AttemptTimeout, CancellationToken.None);
        recorder.Add(new KeyUse(key.Id, reply.Status, began, client.Now));
    }
}
