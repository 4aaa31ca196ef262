using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>Tells where two documents say different things of one operation.</summary>
internal sealed class OperationComparer(JsonObject contract, JsonObject document)
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    private readonly List<string> _differences = [];

    /// <summary>Every operation of a document, by verb and path.</summary>
    public static Dictionary<string, (JsonObject Path, JsonObject Operation)> OperationsOf(JsonObject document) => (
        from path in document["paths"]!.AsObject()
        from verb in Verbs
        where path.Value![verb] is not null
        select (Key: $"{verb} {path.Key}", Path: path.Value!.AsObject(), Operation: path.Value![verb]!.AsObject()))
        .ToDictionary(operation => operation.Key, operation => (operation.Path, operation.Operation));

    public List<string> Compare()
    {
        var (wanted, shown) = (OperationsOf(contract), OperationsOf(document));
        foreach (var missing in wanted.Keys.Where(key => !shown.ContainsKey(key)))
        {
            _differences.Add($"{missing}: in the contract alone");
        }

        foreach (var (key, (path, operation)) in shown)
        {
            if (!wanted.TryGetValue(key, out var expected))
            {
                _differences.Add($"{key}: not in the contract");
                continue;
            }

            CompareOperation(expected.Path, expected.Operation, path, operation, key);
        }

        return _differences;
    }

    private void CompareOperation(JsonObject expectedPath, JsonObject expected, JsonObject actualPath, JsonObject actual, string at)
    {
        var schemas = new SchemaComparer(contract, document, _differences);
        schemas.CompareSets([(string)expected["operationId"]!], [(string?)actual["operationId"] ?? ""], $"{at} operationId");
        schemas.CompareSets([(string)expected["summary"]!], [(string?)actual["summary"] ?? ""], $"{at} summary");
        schemas.CompareSets(Names(expected["tags"]), Names(actual["tags"]), $"{at} tags");

        var (wanted, shown) = (Parameters(contract, expectedPath, expected), Parameters(document, actualPath, actual));
        schemas.CompareSets(wanted.Keys, shown.Keys, $"{at} parameters");
        foreach (var (name, parameter) in wanted.Where(parameter => shown.ContainsKey(parameter.Key)))
        {
            schemas.CompareSets([Flag(parameter["required"])], [Flag(shown[name]["required"])], $"{at} {name} required");
            schemas.Compare(parameter["schema"], shown[name]["schema"], $"{at} {name}", isRequest: true);
        }

        var (body, shownBody) = (expected["requestBody"], actual["requestBody"]);
        schemas.CompareSets([Flag(body?["required"])], [Flag(shownBody?["required"])], $"{at} body required");
        CompareContent(schemas, body, shownBody, $"{at} body", isRequest: true);
        CompareResponses(schemas, expected["responses"]!.AsObject(), actual["responses"]!.AsObject(), at);
    }

    private void CompareResponses(SchemaComparer schemas, JsonObject expected, JsonObject actual, string at)
    {
        schemas.CompareSets(expected.Select(response => response.Key), actual.Select(response => response.Key), $"{at} responses");
        foreach (var (status, response) in expected.Where(response => actual.ContainsKey(response.Key)))
        {
            CompareContent(
                schemas, Schema.Resolve(response, contract), Schema.Resolve(actual[status], document), $"{at} {status}", isRequest: false);
        }
    }

    private static void CompareContent(SchemaComparer schemas, JsonNode? expected, JsonNode? actual, string at, bool isRequest)
    {
        var (wanted, shown) = (expected?["content"]?.AsObject() ?? [], actual?["content"]?.AsObject() ?? []);
        schemas.CompareSets(wanted.Select(content => content.Key), shown.Select(content => content.Key), $"{at} media types");
        foreach (var (mediaType, content) in wanted.Where(content => shown.ContainsKey(content.Key)))
        {
            schemas.Compare(content!["schema"], shown[mediaType]!["schema"], at, isRequest);
            schemas.CompareSets([content["example"]?.ToJsonString() ?? ""], [shown[mediaType]!["example"]?.ToJsonString() ?? ""], $"{at} example");
        }
    }

    private static Dictionary<string, JsonNode> Parameters(JsonObject document, JsonObject path, JsonObject operation) =>
        ((JsonNode?[])[.. path["parameters"]?.AsArray() ?? [], .. operation["parameters"]?.AsArray() ?? []])
        .Select(parameter => Schema.Resolve(parameter, document)!)
        .ToDictionary(parameter => $"{parameter["in"]} {parameter["name"]}");

    private static IEnumerable<string> Names(JsonNode? array) => array?.AsArray().Select(name => (string)name!) ?? [];

    private static string Flag(JsonNode? value) => (bool?)value == true ? "yes" : "no";
}
