using System.Text.Json;
using Inference.Errors;
using Inference.Language;
using Inference.Messages;

namespace Inference.Models.Local;

/// <summary>What a client may ask of a model that the local one cannot give, and would break a client that got words instead.</summary>
internal static class LocalLimits
{
    private const string Remedy = "configure a model server (Models:Catalog:NAME:Endpoint) and name its model.";

    /// <summary>Why the local model, under any name, cannot answer the request; or <see langword="null"/>.</summary>
    public static InferenceException? Refusal(string model, Sampling sampling)
    {
        if (TypeOf(sampling.ResponseFormat, "type") is { } format and not "text")
        {
            return Refused(model, "response_format", $"answers with quotes, which are no {format}");
        }

        return TypeOf(sampling.ToolChoice, "type") is { } choice and not ("auto" or "none")
            ? Refused(model, "tool_choice", $"calls no tools, which {InferenceException.Quote(choice)} asks for")
            : null;
    }

    private static InferenceException Refused(string model, string param, string reason) =>
        new(ErrorKind.InvalidParamValue, $"{param}: the model '{model}' is the built-in one and {reason}; {Remedy}", param);

    /// <summary>Of a text itself; of an object, the text of its property.</summary>
    private static string? TypeOf(string? json, string property)
    {
        using var document = json is null ? null : LenientJson.TryParse(json);
        return document?.RootElement switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Object } value when value.TryGetProperty(property, out var type) && type.ValueKind == JsonValueKind.String => type.GetString(),
            _ => null,
        };
    }
}
