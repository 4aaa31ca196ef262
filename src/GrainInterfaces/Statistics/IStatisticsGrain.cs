namespace Inference.Statistics;

/// <summary>Counts an environment's logs. Get it with <see cref="StatisticsGrainFactory.GetStatistics"/>.</summary>
[Alias("Inference.Statistics.IStatisticsGrain")]
public interface IStatisticsGrain : IGrainWithStringKey
{
    /// <summary>Adds what waits in the outbox to the rollups, until nothing is left. Safe to repeat: each log counts once.</summary>
    [ResponseTimeout("00:10:00")]
    Task FoldAsync(CancellationToken cancellationToken = default);
}
