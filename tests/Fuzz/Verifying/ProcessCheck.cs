using System.Globalization;
using Inference.Processes;

namespace Inference.Verifying;

/// <summary>The process runs, and its memory stays below a limit for bodies of at most a megabyte.</summary>
internal static class ProcessCheck
{
    /// <summary>
    /// Megabytes resident, of which the chats and documents that are still active are a part: runs of 5,000, 20,000 and 200,000 requests end at 400, 530 and
    /// 1,140, and may have 790, 870 and 1,770.
    /// </summary>
    public static double MostMemory(int requests) => 768 + (requests / 200.0);

    public static IEnumerable<Fault> Check(ManagedProcess process, int requests, out string memory)
    {
        if (process.HasExited)
        {
            memory = "the process is gone";
            return [new Fault(Rule.Process, "process", "it ended")];
        }

        var used = ProcessMemory.Of(process.ProcessId);
        memory = string.Create(CultureInfo.InvariantCulture, $"{used.Now:0} MiB at the end, {used.Peak:0} at the most");
        return used.Now <= MostMemory(requests) ? [] : [new Fault(Rule.Process, "process", $"it has more than {MostMemory(requests):0} MiB at the end") { Detail = memory }];
    }
}
