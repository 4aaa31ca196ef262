using System.Globalization;

namespace Inference.ModelServers;

/// <summary>The steps of a scenario that the model's name selects: <c>name</c> or <c>name:number</c>.</summary>
internal static class ScenarioStep
{
    public static Scenario Apply(Scenario scenario, string step)
    {
        var parts = step.Split(':');
        var number = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        return parts[0] switch
        {
            "llama" => scenario with { Flavour = Flavour.LlamaCpp },
            "openai" => scenario with { Flavour = Flavour.OpenAI },
            "old-vllm" => scenario with { Flavour = Flavour.OldVllm },
            "no-usage" => scenario with { SendsUsage = false },
            "reasoning" => scenario with { Reasoning = "The user asks. I answer." },
            "tools" => scenario with { CallsFirstTool = true },
            "tool" => scenario with { ToolCalls = [new("get_weather", """{"city":"Lisbon","unit":"celsius"}""")] },
            "words" => scenario with { Content = Words(number) },
            "due" => scenario with { DueTimes = number },
            "length" => scenario with { FinishReason = "length" },
            "rate" => scenario with { Rate = number },
            "delay" => scenario with { Delay = TimeSpan.FromMilliseconds(number) },
            "fail" => scenario with { Error = new ScriptedError(number, number is 429 or 503 ? 1 : null) },
            "first" => scenario with { Error = (scenario.Error ?? new ScriptedError(503)) with { FirstCalls = number } },
            "retry-after" => scenario with { Error = (scenario.Error ?? new ScriptedError(429)) with { RetryAfter = number } },
            "drop" => scenario with { DropBefore = parts.Length > 1 ? number : -1 },
            "error" => scenario with { ErrorBefore = number },
            "stall" => scenario with { StallBefore = number },
            "silent" => scenario with { StallBefore = -1 },
            _ => throw new FormatException($"There is no scenario step '{step}'."),
        };
    }

    private static string Words(int count) => string.Join(' ', Enumerable.Range(1, count).Select(n => $"w{n}"));
}
