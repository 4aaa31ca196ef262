using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Authentication;
using Inference.Identity;

namespace Inference.PersonaDrafts;

/// <summary>What to make of a persona's draft.</summary>
internal sealed record PersonaCompletionRequest : IReservesTokens
{
    private const int DraftTokens = 500;
    private const int TurnTokens = 50;

    [Required, StringLength(int.MaxValue, MinimumLength = 1)]
    public required string Prompt { get; init; }

    /// <summary>The draft so far: name, birthdate, notes and data; other members go into the data.</summary>
    public IReadOnlyDictionary<string, JsonElement>? CurrentPersona { get; init; }

    /// <summary>The dialogue so far, oldest first: messages with role and content, or objects of any other form.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, JsonElement>>? History { get; init; }

    internal PersonaDraftCall ToCall(Caller caller) => new()
    {
        Caller = caller,
        Prompt = Prompt,
        Current = CurrentPersona is null ? null : Json(CurrentPersona),
        History = History is null ? [] : [.. History.Select(Json)],
    };

    long IReservesTokens.EstimateTokens() => (Prompt.Length / 4) + ((History?.Count ?? 0L) * TurnTokens) + DraftTokens;

    private static string Json(IReadOnlyDictionary<string, JsonElement> value) =>
        JsonSerializer.Serialize(value, ApiJson.Default.IReadOnlyDictionaryStringJsonElement);
}
