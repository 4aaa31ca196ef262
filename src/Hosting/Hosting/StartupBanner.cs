using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Inference.Hosting;

/// <summary>What the process says to its operator when it serves and when it stops, beside what keeps it from starting (<see cref="StartupErrors"/>) and the log.</summary>
internal static class StartupBanner
{
    private const string Question = """{"messages":[{"role":"user","content":"What can you do?"}]}""";

    private static string? _shownKey;

    /// <summary>Shows a key that was just made: here, once, and nowhere else.</summary>
    public static void ShowKey(string key)
    {
        _shownKey = key;
        Write($"Admin key (shown only now, keep it): {key}");
    }

    /// <summary>Says where the server is, and how to ask it.</summary>
    public static void Welcome(IServer server, string place)
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

        // As one, so that a reader of the first line can have the others too.
        Write(lines.ToString());
    }

    /// <summary>The same of a front end alone.</summary>
    public static void WelcomeFrontEnd(IServer server) => Write($"Inference's front end is ready at {AddressOf(server)}, version {ProductVersion.Short}");

    public static void Stopping(long running, TimeSpan limit) => Write(running > 0
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
