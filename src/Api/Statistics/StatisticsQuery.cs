using Inference.Errors;
using Inference.Identity;
using Inference.Requests;

namespace Inference.Statistics;

/// <summary>Which logs are counted, in the client's words.</summary>
internal sealed record StatisticsQuery : IParameters<StatisticsQuery>
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    private static readonly Parameter StartDate = Parameter.Time("start_date", "RFC 3339");
    private static readonly Parameter EndDate = Parameter.Time("end_date", "RFC 3339");
    private static readonly Parameter UserName = Parameter.Text("user");
    private static readonly Parameter ApiKeyId = Parameter.Text("api_key", "an API key's id");
    private static readonly Parameter ModelName = Parameter.Text("model");
    private static readonly Parameter Label = Parameter.Text("type");
    private static readonly Parameter Correlation = Parameter.Text("correlation_id");

    public static IReadOnlyList<Parameter> All { get; } = [StartDate, EndDate, UserName, ApiKeyId, ModelName, Label, Correlation];

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public string? User { get; init; }

    public string? ApiKey { get; init; }

    public string? Model { get; init; }

    public string? Type { get; init; }

    public string? CorrelationId { get; init; }

    public static StatisticsQuery Read(ParameterReader reader) => new()
    {
        Start = reader.Time(StartDate),
        End = reader.Time(EndDate),
        User = reader.Text(UserName),
        ApiKey = reader.Text(ApiKeyId),
        Model = reader.Text(ModelName),
        Type = reader.Text(Label),
        CorrelationId = reader.Text(Correlation),
    };

    /// <summary>What the client asks, within what the caller may see: up to now and of 24 hours unless it says otherwise.</summary>
    /// <exception cref="InferenceException">The period is empty.</exception>
    public StatisticsFilter ToFilter(Caller caller, DateTimeOffset now)
    {
        var end = End ?? now;
        var start = Start ?? Earlier(end);
        return start < end
            ? new StatisticsFilter
            {
                Environment = caller.Environment,
                Owner = caller.IsAdmin ? null : caller.Owner,
                Start = start,
                End = end,
                User = User,
                ApiKeyId = ApiKey,
                Model = Model,
                Type = Type,
                CorrelationId = CorrelationId,
            }
            : throw new InferenceException(ErrorKind.InvalidParamValue, "start_date must be before end_date, which is now when it is left out.", "start_date");
    }

    private static DateTimeOffset Earlier(DateTimeOffset end) =>
        end - DateTimeOffset.MinValue < DefaultPeriod ? DateTimeOffset.MinValue : end - DefaultPeriod;
}
