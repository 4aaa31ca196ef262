using Inference.Binding;
using Inference.Errors;

namespace Inference.InferenceLogs;

/// <summary>By what both lists and statistics choose logs.</summary>
internal sealed record LogCriteria
{
    public static readonly Parameter UserName = Parameter.Text("user");
    public static readonly Parameter ApiKeyId = Parameter.Text("api_key", "an API key's id");
    public static readonly Parameter ModelName = Parameter.Text("model");
    public static readonly Parameter Label = Parameter.Text("type");
    public static readonly Parameter Correlation = Parameter.Text("correlation_id");

    public required LogPeriod Period { get; init; }

    public string? User { get; init; }

    public string? ApiKey { get; init; }

    public string? Model { get; init; }

    public string? Type { get; init; }

    public string? CorrelationId { get; init; }

    public static LogCriteria Read(ParameterReader reader) => new()
    {
        Period = LogPeriod.Read(reader),
        User = reader.Text(UserName),
        ApiKey = reader.Text(ApiKeyId),
        Model = reader.Text(ModelName),
        Type = reader.Text(Label),
        CorrelationId = reader.Text(Correlation),
    };
}

/// <summary>The period of the logs: from its start on, and before its end.</summary>
internal sealed record LogPeriod(DateTimeOffset? Start, DateTimeOffset? End)
{
    private static readonly Parameter StartDate = Parameter.Time(
        "start_date", "RFC 3339; inclusive; a date alone is the beginning of its day in UTC");

    private static readonly Parameter EndDate = Parameter.Time(
        "end_date", "RFC 3339; exclusive, and after start_date; a date alone is the beginning of its day in UTC");

    public static IEnumerable<Parameter> All => [StartDate, EndDate];

    public bool IsEmpty => Start >= End;

    public static LogPeriod Read(ParameterReader reader) => new(reader.Time(StartDate), reader.Time(EndDate));

    /// <summary>The error of a period without a moment in it.</summary>
    /// <param name="end">Follows the end in the message: its default, where it was not given.</param>
    public static InferenceException Empty(string end = "") => new(
        ErrorKind.InvalidParamValue,
        $"start_date must be before end_date{end}. The end is not part of the period, and a date alone is the beginning of its day: a whole day ends with the next.",
        "start_date");
}
