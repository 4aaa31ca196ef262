using System.Globalization;

namespace Inference.Processes;

/// <summary>The fields of /proc/PID/stat, counted as in proc(5). The name, which may hold anything, is in brackets before the third.</summary>
internal sealed record ProcessStatus(string Name, string[] FromThird)
{
    public static ProcessStatus Read(int processId)
    {
        var text = File.ReadAllText($"/proc/{processId}/stat");
        var (begin, end) = (text.IndexOf('('), text.LastIndexOf(')'));
        return new ProcessStatus(text[(begin + 1)..end], text[(end + 2)..].Split(' '));
    }

    public long Number(int field) => long.Parse(FromThird[field - 3], CultureInfo.InvariantCulture);
}
