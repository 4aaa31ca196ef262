using Inference.Binding;
using Inference.Errors;
using Inference.Identity;

namespace Inference.Statistics;

/// <summary>Which logs are counted, and in which steps.</summary>
internal sealed record SeriesQuery : IParameters<SeriesQuery>
{
    private const int MaxPoints = 1_500;

    private static readonly Parameter IntervalName =
        Parameter.OneOf("interval", "minute", "hour", "day") with { Description = "at most 1,500 points; hour when left out" };

    public static IReadOnlyList<Parameter> All { get; } = [.. StatisticsQuery.All, IntervalName];

    public required StatisticsQuery Logs { get; init; }

    public required StatisticsInterval Interval { get; init; }

    public static SeriesQuery Read(ParameterReader reader) => new()
    {
        Logs = StatisticsQuery.Read(reader),
        Interval = reader.Text(IntervalName) switch
        {
            "minute" => StatisticsInterval.Minute,
            "day" => StatisticsInterval.Day,
            _ => StatisticsInterval.Hour,
        },
    };

    /// <exception cref="InferenceException">The period is empty, or has too many points.</exception>
    public StatisticsFilter ToFilter(Caller caller, DateTimeOffset now)
    {
        var filter = Logs.ToFilter(caller, now);
        var points = Interval.CountBetween(filter.Start, filter.End);
        return points <= MaxPoints
            ? filter
            : throw new InferenceException(
                ErrorKind.InvalidParamValue,
                FormattableString.Invariant(
                    $"The period has {points:N0} points, of at most {MaxPoints:N0}: a longer interval, or start_date and end_date closer together, has fewer."),
                "interval");
    }
}
