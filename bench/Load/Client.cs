using System.Diagnostics;
using Inference.Http;

namespace Inference.Load;

/// <summary>One connection that asks one variant, one request at a time.</summary>
internal sealed class Client(LoadVariant variant, RawConnection connection, byte[] request) : IDisposable
{
    /// <summary>Connects and asks once, so that what follows is measured warm.</summary>
    public static async Task<Client> StartAsync(LoadVariant variant, int number, CancellationToken cancellationToken)
    {
        var connection = await RawConnection.OpenAsync(variant.Target.EndPointOf(number), cancellationToken);
        var client = new Client(variant, connection, await variant.PrepareAsync(number, connection, cancellationToken));
        await client.AskAsync(cancellationToken);
        return client;
    }

    /// <summary>Asks until it is stopped; gives the latencies in ticks of <see cref="Stopwatch"/>.</summary>
    public async Task<List<long>> RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var latencies = new List<long>(20_000);
        while (!stop.IsCancellationRequested)
        {
            var sent = Stopwatch.GetTimestamp();
            await AskAsync(cancellationToken);
            latencies.Add(Stopwatch.GetTimestamp() - sent);
        }

        return latencies;
    }

    public void Dispose() => connection.Dispose();

    private async ValueTask AskAsync(CancellationToken cancellationToken)
    {
        var response = await connection.SendAsync(request, cancellationToken);
        if (response.Status != 200)
        {
            throw new InvalidOperationException($"{variant.Name} was answered with {response}");
        }
    }
}
