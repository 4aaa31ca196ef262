using Inference.Recording;

namespace Inference.Load;

/// <summary>Asks for something cheap at a steady pace, whether or not the request before was answered. Each series has a key of its own, on some silo.</summary>
internal sealed class Prober(Client client, Recorder recorder, WorkloadKey key)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Interval, client.Clock);
        var probes = new List<Task>();
        while (!stop.IsCancellationRequested)
        {
            probes.RemoveAll(probe => probe.IsCompletedSuccessfully);
            probes.Add(ProbeAsync());
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(probes);
    }

    private async Task ProbeAsync()
    {
        var began = client.Now;
        var reply = await client.TryAsync(new ClientRequest { Key = key.Key, Path = "/v1/models" }, AttemptTimeout, CancellationToken.None);
        recorder.Add(new Probe(key.Id, reply.IsSuccess, began, client.Now));
    }
}
