using Inference.Processes;
using Inference.Reporting;

namespace Inference.Storage;

/// <summary>One number, measured again and again on an empty database and on a full one, in turns.</summary>
internal sealed record Measurement(string Name, IReadOnlyList<double> Empty, IReadOnlyList<double> Full, bool MoreIsBetter = false)
{
    private const double Most = 0.1;

    public double Ratio => Quantiles.Median(Full.Zip(Empty, (full, empty) => full / empty));

    /// <summary>How much worse it is, in percent.</summary>
    public Threshold Threshold => new($"{Name}, worse", 100 * (MoreIsBetter ? (1 / Ratio) - 1 : Ratio - 1), 100 * Most, AtLeast: false, " %");

    public void AddTo(ConsoleTable table) => table.Add(
        Name, ConsoleTable.Number(Quantiles.Median(Empty)), ConsoleTable.Number(Quantiles.Median(Full)), ConsoleTable.Number(Ratio));
}
