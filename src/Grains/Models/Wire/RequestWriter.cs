using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Inference.Messages;
using Inference.Models.Catalog;

namespace Inference.Models.Wire;

/// <summary>
/// Writes a request as OpenAI's chat completions take it. Members that the product has no use for itself are written as they came; those of its own API that no
/// server knows are not part of a <see cref="ModelRequest"/>.
/// </summary>
internal static class RequestWriter
{
    // Valid by construction, or checked when the request was read; letters stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Room for a request, so that a large one is not copied while it is written.</summary>
    public static int EstimateLength(ModelRequest request)
    {
        var length = 4_096L + (request.Sampling.Extra?.Length ?? 0);
        foreach (var message in request.Messages)
        {
            length += 256 + (message.Parts?.Length ?? message.Content?.Length ?? 0) + (message.Extra?.Length ?? 0);
        }

        return (int)Math.Min(length, Array.MaxLength);
    }

    public static void Write(IBufferWriter<byte> body, ModelEntry model, ModelRequest request, bool stream)
    {
        using var writer = new Utf8JsonWriter(body, Options);
        writer.WriteStartObject();
        writer.WriteString("model"u8, model.Upstream);
        writer.WriteStartArray("messages"u8);
        foreach (var message in request.Messages)
        {
            MessageWriter.Write(writer, body, message);
        }

        writer.WriteEndArray();
        WriteTools(writer, request.Tools);
        WriteSampling(writer, request.Sampling, model);
        if (request.User is { } user)
        {
            writer.WriteString("user"u8, user);
        }

        var extra = RawMembers.Of(request.Sampling.Extra);
        WriteStream(writer, stream, extra);
        extra.Write(writer, except: "stream_options"u8);
        writer.WriteEndObject();
    }

    private static void WriteSampling(Utf8JsonWriter writer, Sampling sampling, ModelEntry model)
    {
        Write(writer, "temperature"u8, sampling.Temperature);
        Write(writer, "top_p"u8, sampling.TopP);
        if (sampling.MaxTokens is { } tokens)
        {
            writer.WriteNumber(model.TakesMaxCompletionTokens ? "max_completion_tokens"u8 : "max_tokens"u8, tokens);
        }

        if (!sampling.Stop.IsDefaultOrEmpty)
        {
            writer.WriteStartArray("stop"u8);
            foreach (var stop in sampling.Stop)
            {
                writer.WriteStringValue(stop);
            }

            writer.WriteEndArray();
        }

        if (sampling.Seed is { } seed)
        {
            writer.WriteNumber("seed"u8, seed);
        }

        Write(writer, "presence_penalty"u8, sampling.PresencePenalty);
        Write(writer, "frequency_penalty"u8, sampling.FrequencyPenalty);
        if (sampling.ReasoningEffort is { } effort)
        {
            writer.WriteString("reasoning_effort"u8, effort);
        }

        WriteRaw(writer, "tool_choice"u8, sampling.ToolChoice);
        if (sampling.ParallelToolCalls is { } parallel)
        {
            writer.WriteBoolean("parallel_tool_calls"u8, parallel);
        }

        WriteRaw(writer, "response_format"u8, sampling.ResponseFormat);
    }

    private static void WriteTools(Utf8JsonWriter writer, IReadOnlyCollection<Tool> tools)
    {
        if (tools.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            if (tool.Json is { } json)
            {
                writer.WriteRawValue(json, skipInputValidation: true);
            }
            else
            {
                WriteFunction(writer, tool);
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteFunction(Utf8JsonWriter writer, Tool tool)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function"u8);
        writer.WriteStartObject("function"u8);
        writer.WriteString("name"u8, tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteString("description"u8, description);
        }

        WriteRaw(writer, "parameters"u8, tool.Parameters);
        if (tool.Strict is { } strict)
        {
            writer.WriteBoolean("strict"u8, strict);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>A stream always brings its usage, whether or not the client is sent it.</summary>
    private static void WriteStream(Utf8JsonWriter writer, bool stream, RawMembers extra)
    {
        if (!stream)
        {
            return;
        }

        writer.WriteBoolean("stream"u8, true);
        writer.WriteStartObject("stream_options"u8);
        writer.WriteBoolean("include_usage"u8, true);
        extra.Find("stream_options"u8).Write(writer, except: "include_usage"u8);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    private static void WriteRaw(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? json)
    {
        if (json is not null)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }
}
