using System.Text.Json.Serialization.Metadata;
using Inference.Errors;

namespace Inference.Completions;

/// <summary>How the events of a stream are written.</summary>
internal sealed record StreamTypes(JsonTypeInfo<CompletionChunk> Chunk, JsonTypeInfo<ErrorEnvelope> Error);
