using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inference.Hosting;

/// <summary>The console output of a process that serves and that stops. Failures to start are <see cref="StartupErrors"/>; everything else is the log.</summary>
internal static class StartupBanner
{
    private const string Question = """{"messages":[{"role":"user","content":"What can you do?"}]}""";

    private static string? _shownKey;

    /// <summary>Shows a new key: the only place where it is ever shown.</summary>
    public static void ShowKey(string key)
    {
        _shownKey = key;
        Write($"Admin key (shown only now, keep it): {key}");
    }

    /// <summary>Shows the server's address and a first request.</summary>
    public static void ShowReady(IServer server, string place)
    {
        var url = AddressOf(server);
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $"Inference is ready{(url is null ? "" : $" at {url}")}, data in {place}, version {ProductVersion.Short}");
        if (url is not null)
        {
            lines.AppendLine();
            lines.AppendLine("Try it in another terminal:");
            lines.AppendLine(CultureInfo.InvariantCulture, $"  export INFERENCE_KEY={_shownKey ?? "... # the admin key"}");
            lines.Append(
                CultureInfo.InvariantCulture,
                $"""  curl {url}/v1/chats -H "Authorization: Bearer $INFERENCE_KEY" -H 'Content-Type: application/json' -d '{Question}'""");
        }

        // One write: a program that waits for the first line can read the others at once.
        Write(lines.ToString());
    }

    /// <summary>Shows a front end's address.</summary>
    public static void ShowFrontEndReady(IServer server) => Write($"Inference's front end is ready at {AddressOf(server)}, version {ProductVersion.Short}");

    public static void ShowStopping(long running, TimeSpan limit) => Write(running > 0
        ? $"Stopping: waiting up to {limit.TotalSeconds} s for {running} running {(running == 1 ? "answer" : "answers")}. A second Ctrl-C ends the process at once."
        : "Stopping. A second Ctrl-C ends the process at once.");

    /// <summary>An address that a client on this machine can use.</summary>
    internal static string ToClientUrl(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? $"{binding.Scheme}://localhost:{binding.Port}{binding.PathBase}" : address;
    }

    private static string? AddressOf(IServer server) =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } address ? ToClientUrl(address) : null;

    private static void Write(string text)
    {
        Console.Out.WriteLine(text);
        Console.Out.Flush();
    }
}
