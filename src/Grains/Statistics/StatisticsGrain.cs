using Inference.Errors;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Inference.Statistics;

// Events of the stream only signal that there is something to count: the outbox holds what is counted. So it does not matter
// which of them are lost or come twice, nor whether there are two activations: the store's transaction decides what counts.
[GrainType("statistics")]
[ImplicitStreamSubscription(LogEvents.Namespace)]
internal sealed class StatisticsGrain(IStatisticsStore store) : Grain, IStatisticsGrain, IStreamSubscriptionObserver, IAsyncBatchObserver<LogEvent>
{
    // A transaction of so many takes some ten milliseconds, in which every other writer waits.
    private const int Batch = 500;

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<LogEvent>().ResumeAsync(this);

    public async Task OnNextAsync(IList<SequentialItem<LogEvent>> items)
    {
        try
        {
            await FoldAsync(CancellationToken.None);
        }
        catch (Exception exception) when (TransientFailures.IsStorageFailure(exception))
        {
            // What waits in the outbox is counted within a minute of the storage's recovery. Orleans would deliver the events again and again.
        }
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        while (await store.FoldAsync(this.GetPrimaryKeyString(), Batch, cancellationToken) == Batch)
        {
        }
    }
}
