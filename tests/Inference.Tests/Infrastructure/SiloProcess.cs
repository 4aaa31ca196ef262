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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended: {string.Join('\n', _output.Concat(_errors))}"));
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = null!;

    public int ProcessId => _process.Id;

    /// <summary>The lines on its standard output so far.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>The lines on its standard error so far.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>The admin keys that it has shown so far.</summary>
    public IEnumerable<string> ShownKeys => _output.Where(line => line.StartsWith(Key, StringComparison.Ordinal)).Select(line => line[Key.Length..]);

    /// <summary>Whether it has said so far that it serves.</summary>
    public bool WasReady => _output.Any(line => line.StartsWith(Ready, StringComparison.Ordinal));

    /// <summary>Starts it and waits for nothing.</summary>
    public static SiloProcess Begin(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null) =>
        Launch(StartInfo(database, settings ?? new Dictionary<string, string?>(), []));

    /// <summary>Starts it and waits until it is ready. Settings are named as in configuration, such as <c>Guard:Enabled</c>.</summary>
    public static Task<SiloProcess> StartAsync(TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null) =>
        StartAsync(StartInfo(database, settings ?? new Dictionary<string, string?>(), []));

    /// <summary>The same where files are made with other modes.</summary>
    public static Task<SiloProcess> StartUnderAsync(string umask, TestDatabase database) =>
        StartAfterAsync($"umask {umask}", database, new Dictionary<string, string?>());

    /// <summary>The same where a write beyond <see cref="LimitFilesAsync"/> fails, as on a full disk, instead of ending the process.</summary>
    public static Task<SiloProcess> StartLimitableAsync(TestDatabase database, IReadOnlyDictionary<string, string?> settings) =>
        StartAfterAsync("trap '' XFSZ", database, settings);

    /// <summary>Limits how large the process's files may grow, or takes the limit away.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", $"{_process.Id}", bytes is null ? "--fsize=unlimited" : $"--fsize={bytes}:unlimited"]);
        await limit.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, limit.ExitCode);
    }

    private static Task<SiloProcess> StartAfterAsync(string command, TestDatabase database, IReadOnlyDictionary<string, string?> settings)
    {
        var start = StartInfo(database, settings, []);
        var inner = new[] { start.FileName }.Concat(start.ArgumentList).ToArray();
        start.FileName = "sh";
        start.ArgumentList.Clear();
        foreach (var argument in new[] { "-c", $"{command}; exec \"$@\"", "sh" }.Concat(inner))
        {
            start.ArgumentList.Add(argument);
        }

        return StartAsync(start);
    }

    /// <summary>Starts it and waits until it has ended by itself: its exit code.</summary>
    public static async Task<(int ExitCode, SiloProcess Process)> RunAsync(
        TestDatabase database, IReadOnlyDictionary<string, string?>? settings = null, params string[] arguments)
    {
        var silo = Launch(StartInfo(database, settings ?? new Dictionary<string, string?>(), arguments));
        return (await silo.WaitAsync(), silo);
    }

    /// <summary>A client that presents <see cref="AdminKey"/>, or the key that is given.</summary>
    public HttpClient CreateClient(string apiKey = AdminKey) => new()
    {
        BaseAddress = Address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", apiKey) },
    };

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as an orchestrator sends it.</summary>
    public void Terminate() => Signal("TERM");

    /// <summary>Sends a signal by its name, such as <c>INT</c>.</summary>
    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{_process.Id}"]).WaitForExit();

    /// <summary>Waits until it serves.</summary>
    public async Task WaitUntilReadyAsync() => Address = await _ready.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<SiloProcess> StartAsync(ProcessStartInfo start)
    {
        var silo = Launch(start);
        await silo.WaitUntilReadyAsync();
        return silo;
    }

    private static SiloProcess Launch(ProcessStartInfo start)
    {
        var silo = new SiloProcess(start);
        silo._process.Start();
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        return silo;
    }

    private static ProcessStartInfo StartInfo(TestDatabase database, IReadOnlyDictionary<string, string?> settings, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Inference.Silo.dll"), .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Inference__AdminKey"] = AdminKey;
        // Nothing is in front of it that would have to notice that it stops.
        start.Environment["Hosting__DrainDelay"] = "00:00:00";
        if (database is PostgresTestDatabase)
        {
            start.Environment["Inference__Cluster__SiloPort"] = $"{FreePort.Take()}";
            start.Environment["Inference__Cluster__GatewayPort"] = $"{FreePort.Take()}";
        }

        foreach (var (name, value) in database.Settings.Concat(settings))
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return start;
    }

    private void Hear(string? line)
    {
        _output.Enqueue(line ?? "");
        if (line?.StartsWith(Ready, StringComparison.Ordinal) is true)
        {
            _ready.TrySetResult(new Uri(line[Ready.Length..line.IndexOf(',', StringComparison.Ordinal)]));
        }
    }
}
