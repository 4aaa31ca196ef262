using System.Globalization;

namespace Inference.Processes;

/// <summary>Columns on the console: the first to the left, numbers to the right.</summary>
public sealed class ConsoleTable(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(string name, params string[] cells) => _rows.Add([name, .. cells]);

    public void Print()
    {
        var widths = header.Select((_, column) => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in _rows)
        {
            Console.WriteLine(row[0].PadRight(widths[0]) + string.Concat(row.Skip(1).Select((cell, n) => "  " + cell.PadLeft(widths[n + 1]))));
        }

        Console.WriteLine();
    }

    public static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
