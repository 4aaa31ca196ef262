using System.Diagnostics;
using Inference.Http;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>A chat that takes one turn after the other, guard and router off.</summary>
internal sealed class LongChat : IDisposable
{
    private readonly Target _server;
    private readonly RawConnection _connection;
    private readonly byte[] _request;

    private LongChat(Target server, RawConnection connection, byte[] request) =>
        (_server, _connection, _request) = (server, connection, request);

    /// <summary>Makes the chat, which is its first turn.</summary>
    public static async Task<LongChat> StartAsync(Target server, CancellationToken cancellationToken)
    {
        var variant = new LoadVariant(
            "a chat", server, "/v1/chats", () => RawRequest.Question("bench").With("guard_enabled", false).With("router_enabled", false), KeepsChat: true);
        var connection = await RawConnection.OpenAsync(server.EndPointOf(0), cancellationToken);
        return new LongChat(server, connection, await variant.PrepareAsync(0, connection, cancellationToken));
    }

    public async Task<TurnCost> TakeTurnsAsync(int count, CancellationToken cancellationToken)
    {
        var times = new double[count];
        var before = _server.CpuTime;
        for (var n = 0; n < count; n++)
        {
            var sent = Stopwatch.GetTimestamp();
            var response = await _connection.SendAsync(_request, cancellationToken);
            times[n] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            if (response.Status != 200)
            {
                throw new InvalidOperationException($"Turn {n} was answered with {response}");
            }
        }

        return new TurnCost(Quantiles.Median(times), (_server.CpuTime - before).TotalMicroseconds / count);
    }

    public void Dispose() => _connection.Dispose();
}

/// <summary>The median time, and the server's mean CPU, of some turns.</summary>
internal sealed record TurnCost(double Milliseconds, double CpuMicroseconds);
