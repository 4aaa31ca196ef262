using System.Globalization;
using System.Text;

namespace Inference.Completions;

/// <summary>The <c>Server-Timing</c> header: the durations of a completion's stages, in milliseconds (https://www.w3.org/TR/server-timing/).</summary>
internal static class ServerTiming
{
    public static string Of(TimeSpan admission, CompletionTimings timings)
    {
        var header = new StringBuilder(120);
        Append(header, "admission", admission);
        Append(header, "guard", timings.Guard);
        Append(header, "router", timings.Router);
        Append(header, "model-first-token", timings.ModelFirstToken);
        Append(header, "model", timings.Model);
        Append(header, "storage", timings.Storage);
        return header.ToString();
    }

    private static void Append(StringBuilder header, string name, TimeSpan duration)
    {
        if (duration > TimeSpan.Zero)
        {
            header.Append(header.Length == 0 ? "" : ", ")
                .Append(name)
                .Append(CultureInfo.InvariantCulture, $";dur={duration.TotalMilliseconds:0.###}");
        }
    }
}
