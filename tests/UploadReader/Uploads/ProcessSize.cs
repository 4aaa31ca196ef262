using System.Diagnostics;

namespace Inference.Uploads;

internal static class ProcessSize
{
    /// <summary>The most memory in bytes that was resident at any time.</summary>
    public static long Peak()
    {
        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64;
    }
}
