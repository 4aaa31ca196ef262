using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Inference.Processes;

namespace Inference.Infrastructure;

/// <summary>The real server as a process of its own, on free ports and a database that the test owns.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    public const string AdminKey = "an-admin-key-for-tests-0123456789abcdef";

    private const string Ready = "Inference is ready at ";
    private const string Key = "Admin key (shown only now, keep it): ";

    private static readonly TimeSpan WaitTimeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManagedProcess _process;

    private SiloProcess(ProcessOptions options)
    {
        ProcessTestAttribute.Require();
        _process = ManagedProcess.Start(options with { OnOutput = OnOutput, OnError = _errors.Enqueue });
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = null!;

    public int ProcessId => _process.ProcessId;

    /// <summary>The lines on its standard output so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>The lines on its standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>The admin keys that it has shown so far.</summary>
    public IEnumerable<string> ShownKeys => _output.Where(line => line.StartsWith(Key, StringComparison.Ordinal)).Select(line => line[Key.Length..]);

    /// <summary>Whether it has reported so far that it serves.</summary>
    public bool WasReady => _output.Any(line => line.StartsWith(Ready, StringComparison.Ordinal));

    /// <summary>Starts it and waits for nothing.</summary>
    public static SiloProcess Begin(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null) => new(Options(database, settings));

    /// <summary>Starts it and waits until it is ready. Settings are named as in configuration, such as <c>Guard:Enabled</c>.</summary>
    public static Task<SiloProcess> StartAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null) =>
        StartAsync(Options(database, settings));

    /// <summary>The same with another mode for the files it creates.</summary>
    public static Task<SiloProcess> StartUnderAsync(string umask, TestDatabase database) =>
        StartAsync(Options(database, null) with { ShellCommand = $"umask {umask}" });

    /// <summary>The same where a write beyond <see cref="LimitFilesAsync"/> fails, as on a full disk, instead of ending the process.</summary>
    public static Task<SiloProcess> StartLimitableAsync(TestDatabase database, IReadOnlyDictionary<string, string?> settings) =>
        StartAsync(Options(database, settings) with { ShellCommand = "trap '' XFSZ" });

    /// <summary>Starts it and waits until it has ended by itself: its exit code.</summary>
    public static async Task<(int ExitCode, SiloProcess Process)> RunAsync(
        TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null, params string[] arguments)
    {
        var silo = new SiloProcess(Options(database, settings, arguments));
        return (await silo.WaitAsync(), silo);
    }

    /// <summary>Limits how large the process's files may grow, or takes the limit away.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{ProcessId}", bytes is null ? "--fsize=unlimited" : $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>A client that presents <see cref="AdminKey"/>, or the key that is given.</summary>
    public HttpClient CreateClient(string apiKey = AdminKey) => new()
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", apiKey) },
    };

    /// <summary>SIGKILL: nothing is flushed.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM, as an orchestrator sends it.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends a signal by its name, such as <c>INT</c>.</summary>
    public void Signal(string name) => _process.Signal(name);

    /// <summary>Waits until it serves.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ended = _process.WaitForExitAsync(waiting.Token);
        if (await Task.WhenAny(_ready.Task, ended).WaitAsync(WaitTimeout, TestContext.Current.CancellationToken) == ended && !_ready.Task.IsCompleted)
        {
            throw new InvalidOperationException($"The server ended: {string.Join('\n', _output.Concat(_errors))}");
        }

        await waiting.CancelAsync();
        Address = await _ready.Task;
    }

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(WaitTimeout);
        return _process.ExitCode;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<SiloProcess> StartAsync(ProcessOptions options)
    {
        var silo = new SiloProcess(options);
        await silo.WaitUntilReadyAsync();
        return silo;
    }

    private static ProcessOptions Options(TestDatabase database, IReadOnlyDictionary<string, string?>? settings, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Inference__AdminKey"] = AdminKey,
            // No load balancer in front of it has to notice that it stops.
            ["Hosting__DrainDelay"] = "00:00:00",
        };
        if (database is PostgresTestDatabase)
        {
            environment["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}";
            environment["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}";
        }

        foreach (var (name, value) in database.Settings.Concat(settings ?? new Dictionary<string, string?>()))
        {
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new ProcessOptions("Inference.Silo.dll", arguments) { Environment = environment, WorkingDirectory = Path.GetTempPath() };
    }

    private void OnOutput(string line)
    {
        _output.Enqueue(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            _ready.TrySetResult(new Uri(line[Ready.Length..line.IndexOf(',', StringComparison.Ordinal)]));
        }
    }
}
