using System.Collections.Frozen;
using System.Text.Json;
using Inference.Messages;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>
/// The members of a model server's answer that replies pass on, as <see cref="AnswerExtra"/> has them. A name that a reply has itself is never the server's:
/// it would be there twice.
/// </summary>
internal sealed record AnswerMembers
{
    // Some levels are left for what a response puts around them.
    private const int MaxDepth = JsonLimits.WriteDepth - 16;

    private static readonly AnswerMembers None = new();

    // As tolerant as the readers of answers, whose members are cut out of what came.
    private static readonly JsonDocumentOptions Reading = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaxDepth };

    // By the types themselves, so that a property that is added to one of them is not missing here.
    private static readonly JsonSerializerOptions Options = CreateOptions();
    private static readonly FrozenSet<string> AnswerNames = NamesOf(typeof(CompletionResponse), typeof(CompletionChunk));
    private static readonly FrozenSet<string> ChoiceNames = NamesOf(typeof(CompletionResponse.Choice), typeof(ChunkChoice));
    private static readonly FrozenSet<string> AnswerBodyNames = NamesOf(typeof(AnswerBody), typeof(ChunkDelta));
    private static readonly FrozenSet<string> MessageNames = NamesOf(typeof(MessageBody));
    private static readonly FrozenSet<string> CallNames = NamesOf(typeof(ToolCallBody));
    private static readonly FrozenSet<string> FunctionNames = NamesOf(typeof(ToolCallBody.FunctionCall));

    /// <summary>Of the answer, or the chunk, itself.</summary>
    public Dictionary<string, JsonElement>? Answer { get; private init; }

    public Dictionary<string, JsonElement>? Choice { get; private init; }

    /// <summary>Of the message, or the delta.</summary>
    public Dictionary<string, JsonElement>? Message { get; private init; }

    public static AnswerMembers Of(string? extra)
    {
        if (Read(extra) is not { } parts)
        {
            return None;
        }

        return new AnswerMembers
        {
            Answer = Find(parts, AnswerExtra.Answer, AnswerNames),
            Choice = Find(parts, AnswerExtra.Choice, ChoiceNames),
            Message = Find(parts, AnswerExtra.Message, AnswerBodyNames),
        };
    }

    /// <summary>Of the answer alone, as <see cref="CompletionEvent.Began.Extra"/> has them.</summary>
    public static Dictionary<string, JsonElement>? OfAnswer(string? extra) => Select(Read(extra), AnswerNames);

    /// <summary>Those of a conversation's message.</summary>
    public static Dictionary<string, JsonElement>? OfMessage(string? extra) => Select(Read(extra), MessageNames);

    /// <summary>Those of a tool call and of its function, and its type where it has another than a function.</summary>
    public static (Dictionary<string, JsonElement>? Call, Dictionary<string, JsonElement>? Function, string? Type) OfCall(string? extra)
    {
        if (Read(extra) is not { } members)
        {
            return default;
        }

        var type = members.TryGetProperty("type", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return (Select(members, CallNames), Find(members, "function", FunctionNames), type);
    }

    public static bool IsScalar(JsonElement value) =>
        value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    /// <summary>Members and those of others that are asked for, whose values win; null is no value beside another.</summary>
    public static Dictionary<string, JsonElement>? Join(
        Dictionary<string, JsonElement>? members, Dictionary<string, JsonElement>? others, Predicate<JsonElement> isAskedFor)
    {
        var asked = others?.Where(member => isAskedFor(member.Value)).ToList();
        if (asked is null or [])
        {
            return members;
        }

        var joined = members is null ? [] : new Dictionary<string, JsonElement>(members);
        foreach (var (name, value) in asked)
        {
            if (value.ValueKind != JsonValueKind.Null || !joined.ContainsKey(name))
            {
                joined[name] = value;
            }
        }

        return joined;
    }

    // Without what cannot be written again: an answer is not lost for what stands around it.
    private static JsonElement? Read(string? extra)
    {
        try
        {
            return extra is not null && JsonElement.Parse(extra, Reading) is { ValueKind: JsonValueKind.Object } members ? members : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, JsonElement>? Find(JsonElement parts, string part, FrozenSet<string> own) =>
        parts.TryGetProperty(part, out var members) ? Select(members, own) : null;

    private static Dictionary<string, JsonElement>? Select(JsonElement? members, FrozenSet<string> own)
    {
        if (members is not { ValueKind: JsonValueKind.Object } found)
        {
            return null;
        }

        Dictionary<string, JsonElement>? selected = null;
        foreach (var member in found.EnumerateObject())
        {
            if (!own.Contains(member.Name))
            {
                (selected ??= [])[member.Name] = member.Value;
            }
        }

        return selected;
    }

    private static FrozenSet<string> NamesOf(params Type[] types) => types
        .SelectMany(type => Options.GetTypeInfo(type).Properties)
        .Where(property => !property.IsExtensionData)
        .Select(property => property.Name)
        .ToFrozenSet();

    private static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions();
        ApiJson.Configure(options);
        return options;
    }
}
