using Inference.Processes;
using Inference.Reporting;

namespace Inference.Histories;

/// <summary>One number, measured again and again on an empty database and on a full one, in turns.</summary>
internal sealed record Figure(string Name, IReadOnlyList<double> Empty, IReadOnlyList<double> Full, bool MoreIsBetter = false)
{
    private const double Most = 0.1;

    public double Ratio => Sorted.Median(Full.Zip(Empty, (full, empty) => full / empty));

    /// <summary>How much worse it is, in percent.</summary>
    public Bar Bar => new($"{Name}, worse", 100 * (MoreIsBetter ? (1 / Ratio) - 1 : Ratio - 1), 100 * Most, AtLeast: false, " %");

    public void AddTo(ConsoleTable table) => table.Add(
        Name, ConsoleTable.Number(Sorted.Median(Empty)), ConsoleTable.Number(Sorted.Median(Full)), ConsoleTable.Number(Ratio));
}
