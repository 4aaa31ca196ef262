using System.Text.Json;

namespace Inference.Uploads;

/// <summary>Reads a persona from a JSON object: our names, an object of data, and whatever else is there into the data.</summary>
internal static class JsonPersona
{
    public static ReadRow Read(int number, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return ReadRow.Rejected(number, "it is not an object");
        }

        var draft = new PersonaDraft();
        try
        {
            foreach (var member in element.EnumerateObject())
            {
                Set(draft, member);
            }

            return draft.Build(number);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a name, or in a text of ours.
            return ReadRow.Rejected(number, ReadRow.NotUnicode);
        }
    }

    private static void Set(PersonaDraft draft, JsonProperty member)
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
                    draft.AddElement(inner.Name, inner.Value);
                }

                break;
            case HeaderName.Data:
                draft.Reject("data must be an object");
                break;
            case HeaderName.Id or HeaderName.Name or HeaderName.Birthdate or HeaderName.Notes:
                SetText(draft, field, value);
                break;
            default:
                draft.AddElement(member.Name, value);
                break;
        }
    }

    private static void SetText(PersonaDraft draft, string field, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            draft.Set(field, value.ToString());
        }
        else
        {
            draft.Reject($"{field} must be a string");
        }
    }
}
