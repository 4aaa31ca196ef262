using Inference.Completions;

namespace Inference.InferenceLogs;

/// <summary>A request's message as a log shows it.</summary>
internal sealed record LogMessageBody
{
    public required string Role { get; init; }

    public string? Content { get; init; }

    /// <summary>Extension: characters of the content, when the content itself is not kept.</summary>
    public int? Length { get; init; }

    public string? Name { get; init; }

    public IReadOnlyList<ToolCallBody>? ToolCalls { get; init; }

    public static LogMessageBody From(LoggedMessage message) => new()
    {
        Role = message.Role.ToString().ToLowerInvariant(),
        Content = message.Content,
        Length = message.Content is null ? message.Length : null,
        Name = message.Name,
        ToolCalls = ToolCallBody.From(message.ToolCalls),
    };
}
