using System.Text.Json.Serialization.Metadata;
using Inference.Errors;

namespace Inference.Completions;

/// <summary>The JSON types of the events of a stream.</summary>
internal sealed record StreamTypes(JsonTypeInfo<CompletionChunk> Chunk, JsonTypeInfo<ErrorEnvelope> Error);
