using System.Text.Json.Serialization;

namespace Inference.Statistics;

[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(SeriesResponse))]
internal sealed partial class StatisticsJson : JsonSerializerContext;
