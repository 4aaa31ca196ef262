using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Chats;

internal sealed class ChatOptions
{
    public const string Section = "Chats";

    /// <summary>How many of a chat's latest messages a model reads, beside its system message.</summary>
    [Range(2, 1_000)]
    public int ContextMessages { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class ChatOptionsValidator : IValidateOptions<ChatOptions>;
