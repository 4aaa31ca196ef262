using System.Collections.Immutable;
using System.Text.Json;
using Inference.Experts;
using Inference.Messages;

namespace Inference.Routing;

/// <summary>Experts and questions of which the right expert is known; a question without one is out of scope.</summary>
internal sealed record RoutingSet(string Name, ImmutableArray<Expert> Experts, ImmutableArray<(string Text, string? ExpertId)> Questions)
{
    /// <summary>Intents as experts: the intent's name is the expert's, its training sentences are the examples.</summary>
    public static RoutingSet Intents(string name, string folder, string? training, string part = "test")
    {
        var tests = Labelled(Path.Combine(folder, "fewshot", part));
        var examples = training is null
            ? Array.Empty<(string Text, string Label)>().ToLookup(e => e.Label, e => e.Text)
            : Labelled(Path.Combine(folder, "fewshot", training)).ToLookup(e => e.Label, e => e.Text);
        var experts = tests.Select(t => t.Label).Distinct().Order(StringComparer.Ordinal)
            .Select(label => NewExpert(label, new ExpertFields { Name = label.Replace('_', ' '), Examples = [.. examples[label]] }));
        return new RoutingSet(name, [.. experts], [.. tests.Select(t => (t.Text, (string?)t.Label))]);
    }

    /// <summary>Services as experts: descriptions and operations only, no example.</summary>
    public static RoutingSet Services(string name, string folder, string schema)
    {
        using var services = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, schema)));
        // A paraphrased schema renames its services, in the same order; the questions name the original ones.
        using var originals = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "schema_test_v0.json")));
        var ids = originals.RootElement.EnumerateArray().Select(s => Text(s, "service_name"));
        var experts = services.RootElement.EnumerateArray().Zip(ids, Service);
        var questions = File.ReadLines(Path.Combine(folder, "first_turns_test.jsonl")).Select(line =>
        {
            using var turn = JsonDocument.Parse(line);
            return (Text(turn.RootElement, "utterance"), (string?)Text(turn.RootElement, "service"));
        });
        return new RoutingSet(name, [.. experts], [.. questions]);
    }

    /// <summary>The out-of-scope questions of CLINC150.</summary>
    public static ImmutableArray<string> OutOfScope(string folder, string part)
    {
        using var full = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "data_full.json")));
        return [.. full.RootElement.GetProperty(part).EnumerateArray().Select(q => q[0].GetString()!)];
    }

    private static ImmutableArray<(string Text, string Label)> Labelled(string folder) =>
        [.. File.ReadLines(Path.Combine(folder, "seq.in")).Zip(File.ReadLines(Path.Combine(folder, "label")))];

    private static Expert Service(JsonElement service, string id)
    {
        var slots = service.GetProperty("slots").EnumerateArray().ToDictionary(s => Text(s, "name"), s => Text(s, "description"));
        var tools = service.GetProperty("intents").EnumerateArray().Select(intent => new Tool
        {
            Name = Text(intent, "name"),
            Description = Text(intent, "description"),
            Parameters = Schema(intent, slots),
        });
        var name = Text(service, "service_name").Split('_')[0];
        return NewExpert(id, new ExpertFields { Name = name, Description = Text(service, "description"), Tools = [.. tools] });
    }

    private static string Schema(JsonElement intent, Dictionary<string, string> slots)
    {
        var names = intent.GetProperty("required_slots").EnumerateArray().Select(s => s.GetString()!)
            .Concat(intent.GetProperty("optional_slots").EnumerateObject().Select(s => s.Name))
            .Concat(intent.GetProperty("result_slots").EnumerateArray().Select(s => s.GetString()!));
        return JsonSerializer.Serialize(new
        {
            type = "object",
            properties = names.Distinct().ToDictionary(n => n, n => new { type = "string", description = slots[n] }),
        });
    }

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static Expert NewExpert(string id, ExpertFields fields) =>
        new() { Id = id, Fields = fields, UpdatedAt = DateTimeOffset.UnixEpoch };
}
