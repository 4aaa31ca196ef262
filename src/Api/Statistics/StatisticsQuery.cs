using Inference.Binding;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;

namespace Inference.Statistics;

/// <summary>Which logs are counted.</summary>
internal sealed record StatisticsQuery : IParameters<StatisticsQuery>
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    public static IReadOnlyList<Parameter> All { get; } =
    [
        .. LogPeriod.All, LogCriteria.UserName, LogCriteria.ApiKeyId, LogCriteria.ModelName, LogCriteria.Label, LogCriteria.Correlation,
    ];

    public required LogCriteria Criteria { get; init; }

    public static StatisticsQuery Read(ParameterReader reader) => new() { Criteria = LogCriteria.Read(reader) };

    /// <summary>The client's criteria, within what the caller may see. The period ends now and has 24 hours by default.</summary>
    /// <exception cref="InferenceException">The period is empty.</exception>
    public StatisticsFilter ToFilter(Caller caller, DateTimeOffset now)
    {
        var end = Criteria.Period.End ?? now;
        var start = Criteria.Period.Start ?? Earlier(end);
        return start < end
            ? new StatisticsFilter
            {
                Environment = caller.Environment,
                Owner = caller.IsAdmin ? null : caller.Owner,
                Start = start,
                End = end,
                User = Criteria.User,
                ApiKeyId = Criteria.ApiKey,
                Model = Criteria.Model,
                Type = Criteria.Type,
                CorrelationId = Criteria.CorrelationId,
            }
            : throw LogPeriod.Empty(", which is now when it is left out");
    }

    private static DateTimeOffset Earlier(DateTimeOffset end) =>
        end - DateTimeOffset.MinValue < DefaultPeriod ? DateTimeOffset.MinValue : end - DefaultPeriod;
}

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
