using System.Text;
using Inference.Servers;
using Inference.Verifying;

namespace Inference.Reporting;

/// <summary>Tells what was found: each fault once, with the smallest request that showed it.</summary>
internal sealed class FaultReport(FaultCollector faults, FuzzServer server, FuzzOptions options)
{
    private const int Shown = 40;

    /// <summary>How many rules hold, and how many do not.</summary>
    public (int Passed, int Failed) Print()
    {
        var groups = faults.Group(server.Log.ExceptionOf);
        server.IsFolderKept = groups.Count > 0;
        foreach (var (group, number) in groups.Select((group, number) => (group, number)).Take(Shown))
        {
            Print(group, number);
        }

        if (groups.Count > 0)
        {
            Console.WriteLine($"{groups.Count} faults, {Math.Min(groups.Count, Shown)} of them shown; whole requests and the server's log are in {server.Folder}");
        }

        var broken = groups.Select(group => group.Example.Rule).ToHashSet();
        foreach (var rule in Enum.GetValues<Rule>())
        {
            Console.WriteLine($"{(broken.Contains(rule) ? "FAILED" : "holds ")} {rule}");
        }

        return (Enum.GetValues<Rule>().Length - broken.Count, broken.Count);
    }

    private void Print(FaultGroup group, int number)
    {
        var fault = group.Example;
        Console.WriteLine($"{number + 1}. {fault.Rule}: {Printable(fault.Kind)}{(group.Thrown.Length > 0 ? $", {group.Thrown}" : "")} ({group.Count} times)");
        Console.WriteLine($"   {string.Join(", ", group.Operations)}");
        if (fault.Detail.Length > 0)
        {
            Console.WriteLine($"   {Printable(fault.Detail)}");
        }

        if (fault.Exchange is { Request: var request })
        {
            var file = Path.Combine(server.Folder, $"{number + 1}.http");
            File.WriteAllBytes(file, request.ToBytes());
            Console.WriteLine($"   --seed {options.Seed} --only {request.Number} ({string.Join("; ", request.Mutations)})");
            Console.WriteLine($"   {Printable(CurlCommand.Of(request, file))}");
        }
    }

    private static string Printable(string text)
    {
        var shown = new StringBuilder();
        foreach (var character in text.Length > 1_200 ? text[..1_200] : text)
        {
            shown.Append(char.IsControl(character) ? $"\\x{(int)character:x2}" : character.ToString());
        }

        return shown.ToString();
    }
}
