using Inference.Binding;
using Inference.Errors;
using Inference.Identity;
using Inference.InferenceLogs;

namespace Inference.Statistics;

/// <summary>Which logs are counted, in the client's words.</summary>
internal sealed record StatisticsQuery : IParameters<StatisticsQuery>
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromHours(24);

    private static readonly Parameter UserName = Parameter.Text("user");
    private static readonly Parameter ApiKeyId = Parameter.Text("api_key", "an API key's id");
    private static readonly Parameter ModelName = Parameter.Text("model");
    private static readonly Parameter Label = Parameter.Text("type");
    private static readonly Parameter Correlation = Parameter.Text("correlation_id");

    public static IReadOnlyList<Parameter> All { get; } = [.. LogPeriod.All, UserName, ApiKeyId, ModelName, Label, Correlation];

    public required LogPeriod Period { get; init; }

    public string? User { get; init; }

    public string? ApiKey { get; init; }

    public string? Model { get; init; }

    public string? Type { get; init; }

    public string? CorrelationId { get; init; }

    public static StatisticsQuery Read(ParameterReader reader) => new()
    {
        Period = LogPeriod.Read(reader),
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
        var end = Period.End ?? now;
        var start = Period.Start ?? Earlier(end);
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
            : throw LogPeriod.Empty(", which is now when it is left out");
    }

    private static DateTimeOffset Earlier(DateTimeOffset end) =>
        end - DateTimeOffset.MinValue < DefaultPeriod ? DateTimeOffset.MinValue : end - DefaultPeriod;
}
