using System.Globalization;
using System.Text;

namespace Inference.Hosting;

/// <summary>What the process says to the person who started it, beside what keeps it from starting (<see cref="StartProblems"/>) and the logger.</summary>
internal static class Terminal
{
    private const string Question = """{"messages":[{"role":"user","content":"What can you do?"}]}""";

    /// <summary>Says where the server is. A key that was just made is shown here, once, and nowhere else.</summary>
    public static void Welcome(string? url, string place, string? newKey)
    {
        var lines = new StringBuilder();
        lines.AppendLine(CultureInfo.InvariantCulture, $"Inference is ready{(url is null ? "" : $" at {url}")}, data in {place}");
        if (newKey is not null)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"Admin key (shown only now, keep it): {newKey}");
        }

        if (url is not null)
        {
            lines.AppendLine(
                CultureInfo.InvariantCulture,
                $"""Try it: curl {url}/v1/chats -H "Authorization: Bearer {newKey ?? "$INFERENCE_KEY"}" -H "Content-Type: application/json" -d '{Question}'""");
        }

        // As one, so that whoever reads the first line can have the others too.
        Console.Out.Write(lines);
        Console.Out.Flush();
    }

    public static void Migrated() => Console.Out.WriteLine("The schema is up to date.");
}
