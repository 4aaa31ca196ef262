using Inference.Uploads;

// Reads the files that standard input names, one after the other and as an upload does. A line for each says what came of it, which CPU time it took and
// how large the process has been up to then.
while (Console.ReadLine() is { } path)
{
    var before = Environment.CpuUsage.TotalTime;
    var outcome = await FileOutcome.ReadAsync(path);
    Console.WriteLine($"{outcome}\t{(long)(Environment.CpuUsage.TotalTime - before).TotalMilliseconds}\t{ProcessSize.Peak() / 1_024 / 1_024}");
}
