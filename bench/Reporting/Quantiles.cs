namespace Inference.Reporting;

/// <summary>Quantiles.</summary>
internal static class Quantiles
{
    /// <summary>Of values in ascending order.</summary>
    public static double At(IReadOnlyList<double> values, double share) =>
        values.Count == 0 ? double.NaN : values[Math.Min(values.Count - 1, (int)(share * values.Count))];

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
