using System.Globalization;
using Inference.Processes;

namespace Inference.Verifying;

/// <summary>The process lives, and has not grown beyond what bodies of at most a megabyte account for.</summary>
internal static class ProcessCheck
{
    /// <summary>Megabytes resident. Runs of 5,000 and of 200,000 requests end at less than half of it.</summary>
    public const double MostMemory = 1_536;

    public static IEnumerable<Fault> Check(Child process, out string memory)
    {
        if (process.HasExited)
        {
            memory = "the process is gone";
            return [new Fault(Rule.Process, "process", "it ended")];
        }

        var used = Memory.Of(process.ProcessId);
        memory = string.Create(CultureInfo.InvariantCulture, $"{used.Now:0} MiB at the end, {used.Peak:0} at the most");
        return used.Now <= MostMemory ? [] : [new Fault(Rule.Process, "process", $"it has more than {MostMemory:0} MiB at the end") { Detail = memory }];
    }
}
