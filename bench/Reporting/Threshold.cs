using System.Globalization;

namespace Inference.Reporting;

/// <summary>A limit that a measured number must reach, or stay below.</summary>
internal sealed record Threshold(string Name, double Value, double Limit, bool AtLeast, string Unit = "")
{
    public bool Passes => AtLeast ? Value >= Limit : Value <= Limit;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Passes ? "pass" : "MISS")}  {Name}: {Value:0.##}{Unit} (threshold: {(AtLeast ? "at least" : "at most")} {Limit:0.##}{Unit})");
}
