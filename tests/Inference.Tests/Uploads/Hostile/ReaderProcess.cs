using System.Diagnostics;
using System.Globalization;
using Inference.Infrastructure;

namespace Inference.Uploads.Hostile;

/// <summary>Reads files as uploads do in a process of its own, whose CPU time and memory are those of the reading and nothing else.</summary>
internal sealed class ReaderProcess : IDisposable
{
    public const int MaxMebibytes = 300;

    private readonly Process _process;

    public ReaderProcess()
    {
        ProcessTestAttribute.Require();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Inference.UploadReader.dll")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // Managed memory beyond it is an OutOfMemoryException, which is reported.
        start.Environment["DOTNET_GCHeapHardLimit"] = (MaxMebibytes * 1_024L * 1_024).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
    }

    /// <summary>The result of a file, its CPU time in milliseconds, and the process's peak memory in MiB.</summary>
    public async Task<(string Outcome, int Milliseconds, int Mebibytes)> ReadAsync(string path)
    {
        await _process.StandardInput.WriteLineAsync(path);
        await _process.StandardInput.FlushAsync();
        var line = await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)
            ?? throw new InvalidOperationException($"The process has ended while it read {path}.");
        var fields = line.Split('\t');
        return (fields[0], int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[2], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
