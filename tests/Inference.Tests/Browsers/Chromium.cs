using System.Diagnostics;
using System.Text.RegularExpressions;
using Inference.Infrastructure;

namespace Inference.Browsers;

/// <summary>A browser without a window and with a profile of its own, driven over its DevTools protocol.</summary>
internal sealed partial class Chromium : IAsyncDisposable
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome"];

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _profile = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private DevTools? _tools;

    /// <param name="hostName">A name that it finds at this machine; of other names it finds none.</param>
    private Chromium(string hostName)
    {
        _process = new Process
        {
            EnableRaisingEvents = true,
            StartInfo = new ProcessStartInfo(
                FindProgram(),
                [
                    "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "--no-first-run", "--disable-gpu", "--window-size=1500,1100",
                    // It loads nothing but the server under test; in a container, and for root, its sandbox cannot start.
                    "--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                    $"--host-resolver-rules=MAP {hostName} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1", "about:blank",
                ])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        _process.ErrorDataReceived += (_, line) => OnOutput(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("Chromium ended before it was ready."));
    }

    public static async Task<Chromium> StartAsync(string hostName)
    {
        ProcessTestAttribute.Require();
        var browser = new Chromium(hostName);
        browser._process.Start();
        browser._process.BeginErrorReadLine();
        browser._process.BeginOutputReadLine();
        var address = await browser._listening.Task.WaitAsync(StartTimeout, TestContext.Current.CancellationToken);
        browser._tools = await DevTools.ConnectAsync(address);
        return browser;
    }

    public Task<BrowserPage> OpenAsync(Uri address) => BrowserPage.OpenAsync(_tools!, address);

    public async ValueTask DisposeAsync()
    {
        if (_tools is not null)
        {
            await _tools.DisposeAsync();
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _profile.Dispose();
    }

    private static string FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .SelectMany(folder => Programs.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is needed: install it (Debian and Ubuntu: apt-get install chromium).");

    private void OnOutput(string? line)
    {
        if (Listening().Match(line ?? "") is { Success: true } found)
        {
            _listening.TrySetResult(new Uri(found.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"^DevTools listening on (ws://\S+)")]
    private static partial Regex Listening();
}
