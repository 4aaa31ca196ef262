using Inference.Recording;

namespace Inference.Load;

/// <summary>All clients at once.</summary>
internal sealed class Workload(Client client, Recorder recorder, WorkloadKeys keys, int seed)
{
    private const int ChatClients = 5;
    private const int CompletionClients = 3;
    private const int Uploaders = 2;
    private const int KeyHolders = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LimitedInterval = TimeSpan.FromMilliseconds(60);

    private readonly Questions _questions = new();
    private int _clients;

    /// <summary>Goes on until it is stopped, and then until every operation that was begun has its end.</summary>
    public Task RunAsync(CancellationToken stop, CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. Many(ChatClients, n => new Conversations(Asker(n), $"conversation-{n}", Chance(), client.Clock).RunAsync(stop, cancellationToken)),
        .. Many(CompletionClients, n => AskAsync(Asker(n), stop, cancellationToken)),
        .. Many(Uploaders, n => new Uploader(client, recorder, KeyOf(n).Key, $"upload-{n}", Chance()).RunAsync(stop, cancellationToken)),
        .. Many(KeyHolders, n => new KeyHolder(client, recorder, WorkloadKeys.AdminKey, $"key-{n}", Chance()).RunAsync(stop, cancellationToken)),
        .. keys.Limited.Select(key => KeyUser.RunAsync(client, recorder, key, LimitedInterval, stop)),
        .. keys.Ordinary.Select(key => new Prober(client, recorder, key).RunAsync(stop)),
        new StatisticsReader(client, recorder, WorkloadKeys.AdminKey, Chance()).RunAsync(stop, cancellationToken),
    ]);

    private static IEnumerable<Task> Many(int count, Func<int, Task> run) => Enumerable.Range(1, count).Select(run);

    private CompletionClient Asker(int number) => new(client, recorder, _questions, KeyOf(number).Key, Chance());

    private WorkloadKey KeyOf(int number) => keys.Ordinary[number % keys.Ordinary.Length];

    /// <summary>Each client's own, since they all go on at once.</summary>
    private Random Chance() => new(seed + ++_clients);

    private async Task AskAsync(CompletionClient asker, CancellationToken stop, CancellationToken cancellationToken)
    {
        while (!stop.IsCancellationRequested)
        {
            await asker.AskAsync(cancellationToken);
            await Task.Delay(Pause, client.Clock, cancellationToken);
        }
    }
}
