using Inference.Processes;

namespace Inference.Load;

/// <summary>Orleans' messages as the silos' /metrics count them: a call and its answer are two.</summary>
internal sealed record MessageCounts(double Local, double Remote)
{
    private const string SentLocal = "orleans_messaging_sent_local_total";

    // A histogram of the sizes of what went to other silos; its counts add up to the messages.
    private const string SentRemote = "orleans_messaging_sent_messages_size";

    public static async Task<MessageCounts> ReadAsync(Target silos, CancellationToken cancellationToken)
    {
        var counts = new MessageCounts(0, 0);
        foreach (var silo in silos.Processes)
        {
            foreach (var (name, value) in await Metrics.ReadAsync(silo, cancellationToken))
            {
                if (name == SentLocal)
                {
                    counts = counts with { Local = counts.Local + value };
                }
                else if (name.StartsWith(SentRemote, StringComparison.Ordinal) && name.EndsWith("_count", StringComparison.Ordinal))
                {
                    counts = counts with { Remote = counts.Remote + value };
                }
            }
        }

        return counts;
    }
}
