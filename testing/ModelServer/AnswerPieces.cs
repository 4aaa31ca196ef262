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
                .Concat(answer.ToolCalls.SelectMany(ToolCall));

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

    private static IEnumerable<JsonObject> ToolCall(ScriptedToolCall call, int index)
    {
        yield return Delta(index, new JsonObject { ["name"] = call.Name, ["arguments"] = "" }, call.Id);
        for (var at = 0; at < call.Arguments.Length; at += 6)
        {
            var piece = call.Arguments.Substring(at, Math.Min(6, call.Arguments.Length - at));
            yield return Delta(index, new JsonObject { ["arguments"] = piece }, null);
        }
    }

    private static JsonObject Delta(int index, JsonObject function, string? id)
    {
        var call = new JsonObject { ["index"] = index, ["function"] = function };
        if (id is not null)
        {
            call["id"] = id;
            call["type"] = "function";
        }

        return new JsonObject { ["tool_calls"] = new JsonArray(call) };
    }
}
