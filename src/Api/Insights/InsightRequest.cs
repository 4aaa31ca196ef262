using System.ComponentModel.DataAnnotations;
using Inference.Authentication;
using Inference.Messages;

namespace Inference.Insights;

/// <summary>What to say which action for.</summary>
internal sealed record InsightRequest : IValidatableObject, IReservesTokens
{
    private const int MaxActions = 1_000;

    // Reserved tokens of an answer without max_tokens, and of an action in the prompt.
    private const int UnstatedAnswerTokens = 500;
    private const int ActionTokens = 100;

    /// <summary>Ids of actions.</summary>
    [Required, MinLength(1), MaxLength(MaxActions)]
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>A persona's id, or a description of the client in words.</summary>
    [Required]
    public required string Client { get; init; }

    /// <summary>A configured model; when left out, the one that all the actions name, or else the default model.</summary>
    public string? Model { get; init; }

    [Range(1, int.MaxValue)]
    public int? MaxTokens { get; init; }

    [Range(0.0, 2.0)]
    public double? Temperature { get; init; }

    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double? TopP { get; init; }

    /// <summary>Put the client's words, or the persona's name, before the insight.</summary>
    public bool? Echo { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Client))
        {
            yield return new ValidationResult("client must not be empty.", [nameof(Client)]);
        }
    }

    internal InsightQuestion ToQuestion() => new()
    {
        Actions = [.. Actions.Distinct()],
        Client = Client,
        Model = Model,
        Sampling = new Sampling { Temperature = Temperature, TopP = TopP, MaxTokens = MaxTokens },
        Echo = Echo is true,
    };

    long IReservesTokens.EstimateTokens() => (Client.Length / 4) + ((long)Actions.Count * ActionTokens) + (MaxTokens ?? UnstatedAnswerTokens);
}
