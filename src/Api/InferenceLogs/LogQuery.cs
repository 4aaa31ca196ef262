using Inference.Binding;
using Inference.Errors;
using Inference.Identity;
using Inference.Paging;

namespace Inference.InferenceLogs;

/// <summary>Which logs to list.</summary>
internal sealed record LogQuery : IParameters<LogQuery>
{
    private const string Success = "success";

    private static readonly PageParameters Paging = new(defaultSize: 20);
    private static readonly Parameter Outcome = Parameter.OneOf("status", Success, "error");
    private static readonly Parameter TagName = Parameter.Text("tag");

    public static IReadOnlyList<Parameter> All { get; } =
    [
        .. LogPeriod.All, LogCriteria.UserName, LogCriteria.ApiKeyId, LogCriteria.ModelName, Outcome, LogCriteria.Label, TagName, LogCriteria.Correlation,
        .. Paging.All,
    ];

    public required PageQuery Page { get; init; }

    public required LogCriteria Criteria { get; init; }

    public string? Status { get; init; }

    public string? Tag { get; init; }

    public static LogQuery Read(ParameterReader reader) => new()
    {
        Criteria = LogCriteria.Read(reader),
        Status = reader.Text(Outcome),
        Tag = reader.Text(TagName),
        Page = Paging.Read(reader),
    };

    /// <summary>The client's criteria, within what the caller may see.</summary>
    /// <exception cref="InferenceException">The period is empty.</exception>
    public LogFilter ToFilter(Caller caller) => Criteria.Period.IsEmpty ? throw LogPeriod.Empty() : new()
    {
        Environment = caller.Environment,
        Owner = caller.IsAdmin ? null : caller.Owner,
        Start = Criteria.Period.Start,
        End = Criteria.Period.End,
        User = Criteria.User,
        ApiKeyId = Criteria.ApiKey,
        Model = Criteria.Model,
        Succeeded = Status is null ? null : Status == Success,
        Type = Criteria.Type,
        Tag = Tag,
        CorrelationId = Criteria.CorrelationId,
    };
}
