using Inference.Binding;
using Inference.Errors;

namespace Inference.InferenceLogs;

/// <summary>The period that logs are asked for, the same in lists and statistics: from its start on, and before its end.</summary>
internal sealed record LogPeriod(DateTimeOffset? Start, DateTimeOffset? End)
{
    private static readonly Parameter StartDate = Parameter.Time(
        "start_date", "RFC 3339; inclusive; a date alone is the beginning of its day in UTC");

    private static readonly Parameter EndDate = Parameter.Time(
        "end_date", "RFC 3339; exclusive, and after start_date; a date alone is the beginning of its day in UTC");

    public static IEnumerable<Parameter> All => [StartDate, EndDate];

    public bool IsEmpty => Start >= End;

    public static LogPeriod Read(ParameterReader reader) => new(reader.Time(StartDate), reader.Time(EndDate));

    /// <summary>What is told of a period without a moment in it.</summary>
    /// <param name="end">What there is to say of an end that was not given.</param>
    public static InferenceException Empty(string end = "") => new(
        ErrorKind.InvalidParamValue,
        $"start_date must be before end_date{end}. The end is not part of the period, and a date alone is the beginning of its day: a whole day ends with the next.",
        "start_date");
}
