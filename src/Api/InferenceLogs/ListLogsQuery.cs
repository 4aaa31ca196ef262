using Inference.Binding;
using Inference.Errors;
using Inference.Identity;
using Inference.Paging;

namespace Inference.InferenceLogs;

internal sealed record ListLogsQuery : IParameters<ListLogsQuery>
{
    private const string Success = "success";

    private static readonly PageParameters Paging = new(defaultSize: 20);
    private static readonly Parameter UserName = Parameter.Text("user");
    private static readonly Parameter ApiKeyId = Parameter.Text("api_key", "an API key's id");
    private static readonly Parameter ModelName = Parameter.Text("model");
    private static readonly Parameter Outcome = Parameter.OneOf("status", Success, "error");
    private static readonly Parameter Label = Parameter.Text("type");
    private static readonly Parameter TagName = Parameter.Text("tag");
    private static readonly Parameter Correlation = Parameter.Text("correlation_id");

    public static IReadOnlyList<Parameter> All { get; } =
    [
        .. LogPeriod.All, UserName, ApiKeyId, ModelName, Outcome, Label, TagName, Correlation, .. Paging.All,
    ];

    public required PageQuery Page { get; init; }

    public required LogPeriod Period { get; init; }

    public string? User { get; init; }

    public string? ApiKey { get; init; }

    public string? Model { get; init; }

    public string? Status { get; init; }

    public string? Type { get; init; }

    public string? Tag { get; init; }

    public string? CorrelationId { get; init; }

    public static ListLogsQuery Read(ParameterReader reader) => new()
    {
        Period = LogPeriod.Read(reader),
        User = reader.Text(UserName),
        ApiKey = reader.Text(ApiKeyId),
        Model = reader.Text(ModelName),
        Status = reader.Text(Outcome),
        Type = reader.Text(Label),
        Tag = reader.Text(TagName),
        CorrelationId = reader.Text(Correlation),
        Page = Paging.Read(reader),
    };

    /// <summary>What the client asks, within what the caller may see.</summary>
    /// <exception cref="InferenceException">The period is empty.</exception>
    public LogFilter ToFilter(Caller caller) => Period.IsEmpty ? throw LogPeriod.Empty() : new()
    {
        Environment = caller.Environment,
        Owner = caller.IsAdmin ? null : caller.Owner,
        Start = Period.Start,
        End = Period.End,
        User = User,
        ApiKeyId = ApiKey,
        Model = Model,
        Succeeded = Status is null ? null : Status == Success,
        Type = Type,
        Tag = Tag,
        CorrelationId = CorrelationId,
    };
}
