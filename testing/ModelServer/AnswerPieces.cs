using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Inference.ModelServers;

/// <summary>The deltas of a streamed answer, between the first chunk with the role and the last with the finish reason.</summary>
internal static class AnswerPieces
{
    public static IEnumerable<JsonObject> Of(Answer answer, Scenario scenario) =>
        scenario.DueTimes is { } count
            ? DueTimes(count, scenario.Rate ?? throw new FormatException("Due times need a rate."))
            : Answer.Words(answer.Reasoning ?? "").Select(word => new JsonObject { [scenario.ReasoningField] = word })
                .Concat(Answer.Words(answer.Content).Select(word => new JsonObject { ["content"] = word }))
                .Concat(answer.ToolCalls.SelectMany((call, index) => ToolCall(call, index, scenario)));

    private static IEnumerable<JsonObject> DueTimes(int count, double rate)
    {
        // The first piece is due a tick after the start, as PeriodicTimer gives it.
        var start = Stopwatch.GetTimestamp();
        for (var n = 1; n <= count; n++)
        {
            var due = start + (long)(n * Stopwatch.Frequency / rate);
            yield return new JsonObject { ["content"] = due.ToString(CultureInfo.InvariantCulture) + " " };
        }
    }

    private static IEnumerable<JsonObject> ToolCall(ScriptedToolCall call, int index, Scenario scenario)
    {
        var function = scenario.WithExtras(new JsonObject { ["name"] = call.Name, ["arguments"] = "" }, "function");
        yield return Delta(scenario.WithExtras(new JsonObject { ["index"] = index, ["id"] = call.Id, ["type"] = "function", ["function"] = function }, "call"));
        for (var at = 0; at < call.Arguments.Length; at += 6)
        {
            var piece = call.Arguments.Substring(at, Math.Min(6, call.Arguments.Length - at));
            yield return Delta(new JsonObject { ["index"] = index, ["function"] = new JsonObject { ["arguments"] = piece } });
        }
    }

    private static JsonObject Delta(JsonObject call) => new() { ["tool_calls"] = new JsonArray(call) };
}
