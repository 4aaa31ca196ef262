using System.Text.Json.Serialization;

namespace Inference.Insights;

[JsonSerializable(typeof(InsightRequest))]
[JsonSerializable(typeof(InsightResponse))]
internal sealed partial class InsightJson : JsonSerializerContext;
