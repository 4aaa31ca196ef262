using Inference.Completions.Contract;

namespace Inference.InferenceLogs;

/// <summary>A request's message as a log shows it.</summary>
internal sealed record LogMessageBody
{
    public required string Role { get; init; }

    public string? Content { get; init; }

    /// <summary>Extension: characters of the content, when the content itself is not kept.</summary>
    public int? Length { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? InferenceLogId { get; init; }

    /// <summary>The call of a message that makes one alone.</summary>
    public ToolCallBody? Function { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public static LogMessageBody From(LoggedMessage message, InferenceLog log) => new()
    {
        Role = Roles.NameOf(message.Role),
        Content = message.Content,
        Length = message.Content is null ? message.Length : null,
        Name = message.Name,
        CreatedAt = log.CreatedAt,
        InferenceLogId = log.Id,
        Function = message.ToolCalls.Length == 1 ? ToolCallBody.From(message.ToolCalls)![0] : null,
        ToolCalls = ToolCallBody.From(message.ToolCalls),
    };
}
