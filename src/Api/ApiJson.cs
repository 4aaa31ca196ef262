using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Inference.ActionGroups;
using Inference.Actions;
using Inference.ApiKeys;
using Inference.Chats;
using Inference.Completions;
using Inference.Completions.Contract;
using Inference.Documents;
using Inference.Errors;
using Inference.Experts;
using Inference.InferenceLogs;
using Inference.Insights;
using Inference.Models;
using Inference.Paging;
using Inference.PersonaDrafts;
using Inference.Personas;
using Inference.Statistics;
using Inference.Uploads;
using Inference.Validation;

namespace Inference;

/// <summary>The JSON of requests and responses, generated at compile time.</summary>
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ActionGroupRequest))]
[JsonSerializable(typeof(ActionGroupResponse))]
[JsonSerializable(typeof(ActionRequest))]
[JsonSerializable(typeof(ActionResponse))]
[JsonSerializable(typeof(ApiKeyRequest))]
[JsonSerializable(typeof(ApiKeyResponse))]
[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(ChatUpdateRequest))]
[JsonSerializable(typeof(ChatWindowResponse))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(CompletionDeletionResponse))]
[JsonSerializable(typeof(CompletionListResponse))]
[JsonSerializable(typeof(CompletionMessagesResponse))]
[JsonSerializable(typeof(CompletionRequest))]
[JsonSerializable(typeof(CompletionResponse))]
[JsonSerializable(typeof(CreateActionGroupRequest))]
[JsonSerializable(typeof(CreateActionRequest))]
[JsonSerializable(typeof(CreateExpertRequest))]
[JsonSerializable(typeof(DeletedResponse))]
[JsonSerializable(typeof(ErrorEnvelope))]
[JsonSerializable(typeof(ExpertRequest))]
[JsonSerializable(typeof(ExpertResponse))]
[JsonSerializable(typeof(FinalizeUploadRequest))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
[JsonSerializable(typeof(InsightRequest))]
[JsonSerializable(typeof(InsightResponse))]
[JsonSerializable(typeof(LogResponse))]
[JsonSerializable(typeof(ModelListResponse))]
[JsonSerializable(typeof(ModelResponse))]
[JsonSerializable(typeof(PersonaCompletionRequest))]
[JsonSerializable(typeof(PersonaRequest))]
[JsonSerializable(typeof(PersonaResponse))]
[JsonSerializable(typeof(PersonaUpload))]
[JsonSerializable(typeof(PersonaUploadResult))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(SeriesResponse))]
[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(PageResponse<ActionGroupResponse>))]
[JsonSerializable(typeof(PageResponse<ActionResponse>))]
[JsonSerializable(typeof(PageResponse<ApiKeyResponse>))]
[JsonSerializable(typeof(PageResponse<ChatResponse>))]
[JsonSerializable(typeof(PageResponse<ExpertResponse>))]
[JsonSerializable(typeof(PageResponse<LogResponse>))]
[JsonSerializable(typeof(PageResponse<PersonaResponse>[]))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>How JSON is written and, but for the depth, read.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.MaxDepth = JsonLimits.WriteDepth;
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.TypeInfoResolverChain.Insert(0, Default);

        // For types of the framework that are not listed here.
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
    }
}
