using Inference.Processes;

namespace Inference.Clusters;

/// <summary>
/// A process of the cluster, kept running as an orchestrator would: whenever it ends it is started again: after a second, or, when a fault ended it,
/// when that fault allows it.
/// </summary>
internal sealed class Node(NodeSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _ready = NewReady();
    private Task _mayStart = Task.CompletedTask;
    private ManagedProcess? _process;
    private Task _running = Task.CompletedTask;
    private int _ends;

    public string Name => settings.Name;

    public Uri Address => new($"http://127.0.0.1:{settings.Port}");

    public bool IsReady => WhenReady.IsCompletedSuccessfully;

    /// <summary>Completes when it is ready, for the first time or again.</summary>
    public Task WhenReady
    {
        get
        {
            lock (_lock)
            {
                return _ready.Task;
            }
        }
    }

    /// <summary>How often it ended without a fault that ended it.</summary>
    public int EndedByItself { get; private set; }

    public void Start() => _running = RunAsync(_stop.Token);

    /// <summary>SIGKILL. It is started again when <paramref name="mayStart"/> completes.</summary>
    public Task KillAsync(Task mayStart) => EndAsync(mayStart, process => process.KillAsync());

    /// <summary>SIGTERM: it ends when it has done what it had to do, and is started again at once.</summary>
    public Task RestartAsync() => EndAsync(Task.CompletedTask, process => process.TerminateAsync());

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task EndAsync(Task mayStart, Func<ManagedProcess, Task> end)
    {
        ManagedProcess? process;
        lock (_lock)
        {
            (_mayStart, process, _ends) = (mayStart, _process, _ends + 1);
            _ready = NewReady();
        }

        if (process is not null)
        {
            await end(process);
        }
    }

    private static TaskCompletionSource NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var log = new StreamWriter(settings.LogFile, append: true) { AutoFlush = true };
        while (!cancellationToken.IsCancellationRequested)
        {
            var ends = _ends;
            await using var process = ManagedProcess.Start(settings.Assembly, [], settings.Port, settings.Environment, line => OnOutput(log, line));
            _process = process;
            try
            {
                await Task.WhenAll(process.WaitForExitAsync(cancellationToken), settings.ServesHttp ? WaitUntilReadyAsync(process, cancellationToken) : Task.CompletedTask);
                await WaitForRestartAsync(log, ends, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The run is over, and the process with it.
            }
        }
    }

    /// <summary>Waits until it may be started again.</summary>
    private async Task WaitForRestartAsync(StreamWriter log, int ends, CancellationToken cancellationToken)
    {
        if (_ends != ends)
        {
            OnOutput(log, "-- was ended --");
            await _mayStart.WaitAsync(cancellationToken);
            return;
        }

        OnOutput(log, "-- ended by itself --");
        EndedByItself++;
        lock (_lock)
        {
            _ready = _ready.Task.IsCompleted ? NewReady() : _ready;
        }

        await Task.Delay(RestartPause, cancellationToken);
    }

    private async Task WaitUntilReadyAsync(ManagedProcess process, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(2) };
        while (!process.HasExited && !IsReady)
        {
            if (await AnswersAsync(http, cancellationToken))
            {
                SetReady();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It does not listen yet, or waits for the cluster.
            return false;
        }
    }

    private void OnOutput(StreamWriter log, string line)
    {
        lock (log)
        {
            log.WriteLine(line);
        }

        if (!settings.ServesHttp && line.StartsWith("Inference is ready", StringComparison.Ordinal))
        {
            SetReady();
        }
    }

    private void SetReady()
    {
        lock (_lock)
        {
            _ready.TrySetResult();
        }
    }
}
