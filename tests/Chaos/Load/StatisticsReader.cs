using Inference.Recording;

namespace Inference.Load;

/// <summary>Asks in the middle of it all how many calls there were.</summary>
internal sealed class StatisticsReader(Client client, Recorder recorder, string adminKey, Random random)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(5);
    private static readonly string[] Types =
        [CompletionClient.Turn, CompletionClient.StreamedTurn, CompletionClient.Completion, CompletionClient.StreamedCompletion];

    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested)
        {
            var (type, began) = (Types[random.Next(Types.Length)], client.Now);
            var reply = await client.TryAsync(new ClientRequest { Key = adminKey, Path = $"/v1/inference-logs/stats?type={type}" }, AttemptTimeout, cancellationToken);
            if (reply.IsSuccess)
            {
                recorder.Add(new StatisticsRead(type, (int)reply.Body!["total_calls"]!, began, client.Now));
            }

            await Task.Delay(Interval, client.Clock, cancellationToken);
        }
    }
}
