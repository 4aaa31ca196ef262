using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inference.Errors;
using Inference.Validation;

namespace Inference.Binding;

/// <summary>Parses the bytes of a body to a validated value, or to all of its validation errors.</summary>
internal static class BodyParser<T>
    where T : class
{
    private static readonly bool IsPatch = typeof(T).IsAssignableTo(typeof(IPatch));
    private static readonly bool IsOptional = typeof(T).IsAssignableTo(typeof(IOptionalBody));

    public static Body<T> Parse(ReadOnlyMemory<byte> json, (JsonTypeInfo<T> Type, InferenceException? MediaFault) state)
    {
        json = JsonText.WithoutByteOrderMark(json);
        if (json.IsEmpty)
        {
            return IsOptional
                ? Parse("{}"u8.ToArray(), (state.Type, null))
                : new Body<T>(new InferenceException(ErrorKind.InvalidJson, "The request has no body; send a JSON object."));
        }

        if ((state.MediaFault ?? JsonText.FindFault(json.Span)) is { } fault)
        {
            return new Body<T>(fault);
        }

        T? value;
        try
        {
            value = JsonSerializer.Deserialize(json.Span, state.Type);
        }
        catch (JsonException)
        {
            return new Body<T>(Explain(json, state.Type));
        }

        return value is null ? new Body<T>(Explain(json, state.Type)) : Check(value, json, state.Type);
    }

    private static Body<T> Check(T value, ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
    {
        var errors = new ValidationErrors();
        ContractValidator.Validate(value, type, "", errors);
        if (errors.Any)
        {
            return new Body<T>(errors.ToException());
        }

        (value as ISourceBody)?.KeepSource(json.Span);
        return new Body<T>(value, IsPatch ? FindNulls(json.Span, type) : []);
    }

    private static InferenceException Explain(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type)
    {
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = type.Options.MaxDepth, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(json, options);
            var errors = new ValidationErrors();
            new InvalidDocumentExplainer(errors).Explain(document.RootElement, type, "");
            if (!errors.Any)
            {
                errors.Invalid("", "is not what this operation takes");
            }

            return errors.ToException();
        }
        catch (JsonException error)
        {
            return JsonText.Malformed(error, json.Span);
        }
    }

    private static List<string> FindNulls(ReadOnlySpan<byte> json, JsonTypeInfo type)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null && type.Properties.Any(p => p.Name == name && !p.IsExtensionData))
            {
                names.Add(name);
            }

            reader.Skip();
        }

        return names;
    }
}
