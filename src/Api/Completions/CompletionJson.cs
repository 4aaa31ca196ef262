using System.Text.Json;
using System.Text.Json.Serialization;

namespace Inference.Completions;

/// <summary>The hot types' JSON, generated at compile time.</summary>
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionResponse))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(CompletionListResponse))]
[JsonSerializable(typeof(CompletionMessagesResponse))]
[JsonSerializable(typeof(CompletionDeletionResponse))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
internal sealed partial class CompletionJson : JsonSerializerContext;
