using System.Text.Json;

namespace Inference.Uploads.Files;

/// <summary>Reads a persona from a JSON object: its fields, an object of data, and all other members into the data.</summary>
internal static class JsonPersona
{
    public static ReadRow Read(int number, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return ReadRow.Rejected(number, "it is not an object");
        }

        var persona = new PersonaRowBuilder();
        try
        {
            foreach (var member in element.EnumerateObject())
            {
                Set(persona, member);
            }

            return persona.Build(number);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a name, or in the text of a field.
            return ReadRow.Rejected(number, ReadRow.NotUnicode);
        }
    }

    private static void Set(PersonaRowBuilder persona, JsonProperty member)
    {
        var (field, value) = (HeaderName.Fold(member.Name), member.Value);
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        switch (field)
        {
            case HeaderName.Data when value.ValueKind == JsonValueKind.Object:
                foreach (var inner in value.EnumerateObject())
                {
                    persona.AddElement(inner.Name, inner.Value);
                }

                break;
            case HeaderName.Data:
                persona.Reject("data must be an object");
                break;
            case HeaderName.Id or HeaderName.Name or HeaderName.Birthdate or HeaderName.Notes:
                SetText(persona, field, value);
                break;
            default:
                persona.AddElement(member.Name, value);
                break;
        }
    }

    private static void SetText(PersonaRowBuilder persona, string field, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            persona.Set(field, value.ToString());
        }
        else
        {
            persona.Reject($"{field} must be a string");
        }
    }
}
