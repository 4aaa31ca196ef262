using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Inference.Processes;

/// <summary>A process of the caller's own, ended with it.</summary>
public sealed class Child : IAsyncDisposable
{
    private const int LinesKept = 40;

    // Several at once start slowly on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly Action<string>? _hear;

    private Child(Process process, int port, Action<string>? hear)
    {
        _process = process;
        _hear = hear;
        EndPoint = new IPEndPoint(IPAddress.Loopback, port);
    }

    public IPEndPoint EndPoint { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    public Uri Address => new($"http://{EndPoint}");

    /// <summary>Starts a program that was built beside this one; it is to listen on <paramref name="port"/>. What it says is told line by line.</summary>
    public static Child Start(
        string assembly,
        IEnumerable<string> arguments,
        int port,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<string>? hear = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var child = new Child(new Process { StartInfo = start }, port, hear);
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Asks until the answer is 200; fails with the program's last lines when it ends or does not come.</summary>
    public async Task WaitUntilAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        try
        {
            while (!await AnswersAsync(client, request(), patience.Token))
            {
                await again.WaitForNextTickAsync(patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an orchestrator sends it, and waits until it has ended: its exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        if (!_process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await signal.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
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

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _hear?.Invoke(line);
            _output.Enqueue(line);
            if (_output.Count > LinesKept)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
