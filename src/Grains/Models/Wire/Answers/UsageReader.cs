using System.Text.Json;
using Inference.Messages;

namespace Inference.Models.Wire.Answers;

/// <summary>
/// Reads the usage of an answer: OpenAI's names, those of its Responses API, and the names that DeepSeek and Anthropic have for tokens of the cache.
/// </summary>
internal static class UsageReader
{
    /// <summary><see langword="null"/> when the server sends none, or zeros, which some send in place of none.</summary>
    /// <param name="json">The bytes that the reader reads.</param>
    /// <param name="reader">Stands at the value's first token, and afterwards at its last.</param>
    public static Usage? Read(ReadOnlySpan<byte> json, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        var (prompt, completion, cached, reasoning) = (0, 0, 0, 0);
        ExtraMembers? details = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs("prompt_tokens"u8) || reader.NameIs("input_tokens"u8))
            {
                prompt = Number(ref reader);
            }
            else if (reader.NameIs("completion_tokens"u8) || reader.NameIs("output_tokens"u8))
            {
                completion = Number(ref reader);
            }
            else if (reader.NameIs("total_tokens"u8))
            {
                Number(ref reader);
            }
            else
            {
                ReadDetail(json, ref reader, ref cached, ref reasoning, details ??= new ExtraMembers());
            }
        }

        return prompt == 0 && completion == 0 ? null : new Usage(prompt, completion)
        {
            CachedTokens = Math.Min(cached, prompt),
            ReasoningTokens = Math.Min(reasoning, completion),
            Details = details is null or { IsEmpty: true } ? null : details.ToString(),
        };
    }

    private static void ReadDetail(ReadOnlySpan<byte> json, ref Utf8JsonReader reader, ref int cached, ref int reasoning, ExtraMembers details)
    {
        var name = reader.ValueSpan;
        var isPrompt = reader.NameIs("prompt_tokens_details"u8) || reader.NameIs("input_tokens_details"u8);
        var isCompletion = reader.NameIs("completion_tokens_details"u8) || reader.NameIs("output_tokens_details"u8);
        var isCached = reader.NameIs("prompt_cache_hit_tokens"u8) || reader.NameIs("cache_read_input_tokens"u8)
            || reader.NameIs("cached_tokens"u8);
        var isReasoning = reader.NameIs("reasoning_tokens"u8);
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        if (isCached || isReasoning)
        {
            var tokens = Value(ref reader);
            (cached, reasoning) = isCached ? (tokens, reasoning) : (cached, tokens);
        }
        else if (isPrompt)
        {
            cached = Member(ref reader, "cached_tokens"u8) ?? cached;
        }
        else if (isCompletion)
        {
            reasoning = Member(ref reader, "reasoning_tokens"u8) ?? reasoning;
        }
        else
        {
            reader.Skip();
        }

        var value = json[start..(int)reader.BytesConsumed];
        if (!value.SequenceEqual("null"u8))
        {
            details.Add(name, value);
        }
    }

    /// <summary>A number of an object, which is read to its end.</summary>
    private static int? Member(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        int? found = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.NameIs(name))
            {
                found = Number(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return found;
    }

    private static int Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return Value(ref reader);
    }

    // Some servers send 12.0, or numbers as texts; what is no number is none.
    private static int Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Number or JsonTokenType.String
            && System.Buffers.Text.Utf8Parser.TryParse(reader.ValueSpan, out double number, out var read) && read == reader.ValueSpan.Length)
        {
            return double.IsFinite(number) ? (int)Math.Clamp(number, 0, int.MaxValue) : 0;
        }

        reader.Skip();
        return 0;
    }
}
