using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>Turns of young chats and of one of 2,000 turns, in windows that take turns.</summary>
internal sealed class TurnSeries : IDisposable
{
    public const int EarlyTurn = 10;
    public const int LateTurn = 1_980;
    public const int Window = 20;

    private readonly Target _server;
    private readonly LongChat _old;

    private TurnSeries(Target server, LongChat old) => (_server, _old) = (server, old);

    public List<TurnCost> First { get; } = [];

    public List<TurnCost> Last { get; } = [];

    /// <summary>Makes the old chat.</summary>
    public static async Task<TurnSeries> StartAsync(Target server, CancellationToken cancellationToken)
    {
        var old = await LongChat.StartAsync(server, cancellationToken);
        await old.TakeTurnsAsync(LateTurn, cancellationToken);
        return new TurnSeries(server, old);
    }

    /// <summary>One window of each.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var young = await LongChat.StartAsync(_server, cancellationToken);
        await young.TakeTurnsAsync(EarlyTurn, cancellationToken);
        First.Add(await young.TakeTurnsAsync(Window, cancellationToken));
        Last.Add(await _old.TakeTurnsAsync(Window, cancellationToken));
    }

    public void Dispose() => _old.Dispose();

    public static double Milliseconds(List<TurnCost> costs) => Quantiles.Median(costs.Select(cost => cost.Milliseconds));

    public static double Cpu(List<TurnCost> costs) => Quantiles.Median(costs.Select(cost => cost.CpuMicroseconds));
}
