using System.Globalization;
using Inference.Processes;

namespace Inference.Silos;

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
            using var client = new HttpClient { BaseAddress = silo.Address };
            foreach (var line in (await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken)).Split('\n'))
            {
                var name = line.Split('{', ' ')[0];
                if (name == SentLocal)
                {
                    counts = counts with { Local = counts.Local + Value(line) };
                }
                else if (name.StartsWith(SentRemote, StringComparison.Ordinal) && name.EndsWith("_count", StringComparison.Ordinal))
                {
                    counts = counts with { Remote = counts.Remote + Value(line) };
                }
            }
        }

        return counts;
    }

    private static double Value(string line) => double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
}
