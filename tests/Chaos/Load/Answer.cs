using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>What came of a request, attempts and all.</summary>
internal sealed record Answer(Outcome Outcome, JsonNode? Body = null);
