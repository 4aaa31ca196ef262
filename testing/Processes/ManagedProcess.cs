using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Inference.Processes;

/// <summary>A process that the caller owns: it ends with its owner.</summary>
public sealed class ManagedProcess : IAsyncDisposable
{
    private const int LinesKept = 40;

    // Several processes that start at once on a busy machine are slow.
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    // Outlives the disposal, which the end of the process may be followed by at once.
    private Task<int> _exit = null!;

    private ManagedProcess(Process process, int port)
    {
        _process = process;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    public IPEndPoint EndPoint { get; }

    public int ProcessId { get; private set; }

    public bool HasExited => _exit.IsCompleted || _process.HasExited;

    /// <summary>The exit code of a process that has ended.</summary>
    public int ExitCode => _exit.IsCompletedSuccessfully ? _exit.Result : _process.ExitCode;

    public Uri Address => new($"http://{EndPoint}");

    /// <summary>Starts a program that was built beside this one; it is to listen on <paramref name="port"/>. Its output is passed on line by line.</summary>
    public static ManagedProcess Start(
        string assembly,
        IEnumerable<string> arguments,
        int port,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? onOutput = null) =>
        Start(new ProcessOptions(assembly, [.. arguments])
        {
            Port = port,
            Environment = (environment ?? new Dictionary<string, string>()).ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
            OnOutput = onOutput,
            OnError = onOutput,
        });

    public static ManagedProcess Start(ProcessOptions options)
    {
        var process = new ManagedProcess(new Process { StartInfo = options.ToStartInfo() }, options.Port);
        process._process.OutputDataReceived += (_, line) => process.Keep(line.Data, options.OnOutput);
        process._process.ErrorDataReceived += (_, line) => process.Keep(line.Data, options.OnError);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        process.ProcessId = process._process.Id;
        process._exit = process.WaitForExitCodeAsync();
        return process;
    }

    /// <summary>Repeats a request until the answer is 200; fails with the program's last lines when it ends or the answer does not come.</summary>
    public async Task WaitUntilAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ReadyTimeout);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (!await AnswersAsync(client, request(), timeout.Token))
            {
                await again.WaitForNextTickAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer within {ReadyTimeout.TotalSeconds} s");
        }
    }

    /// <summary>SIGKILL: nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!_exit.IsCompleted && !_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _exit;
    }

    /// <summary>SIGTERM, as an orchestrator sends it, and waits until it has ended: its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        if (!_exit.IsCompleted)
        {
            Signal("TERM");
        }

        return await _exit;
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{ProcessId}"]);
        kill.WaitForExit();
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _exit.WaitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task<int> WaitForExitCodeAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task<bool> AnswersAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            throw Failed($"ended with {_process.ExitCode}");
        }

        using (request)
        {
            try
            {
                using var response = await client.SendAsync(request, cancellationToken);
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
                return false;
            }
        }
    }

    private InvalidOperationException Failed(string what) =>
        new($"{string.Join(' ', _process.StartInfo.ArgumentList)} {what}:\n{string.Join('\n', _output)}");

    private void Keep(string? line, Action<string>? passOn)
    {
        if (line is not null)
        {
            passOn?.Invoke(line);
            _output.Enqueue(line);
            if (_output.Count > LinesKept)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
