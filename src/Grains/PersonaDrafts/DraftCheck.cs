using System.Text.Json;

namespace Inference.PersonaDrafts;

/// <summary>Reads a model's answer and says, in words for the model, what is wrong with it.</summary>
internal static class DraftCheck
{
    public const string Persona = "persona";

    /// <returns>The draft as JSON, or the problem.</returns>
    public static (string? Draft, string? Problem) Check(JsonElement json)
    {
        var persona = json.GetProperty(Persona);
        if (persona.ValueKind != JsonValueKind.Object)
        {
            return (null, "\"persona\" is not an object");
        }

        var (draft, problems) = DraftFields.Read(persona);
        return problems.IsEmpty ? (draft.ToJson(), null) : (null, string.Join("; ", problems));
    }
}
