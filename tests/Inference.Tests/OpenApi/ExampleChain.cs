using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>The examples of a document as requests, in an order in which each has the ids that others answered: its links name them.</summary>
internal sealed class ExampleChain(JsonObject document)
{
    private const string Expression = "$response.body#/";

    private readonly Dictionary<string, (JsonObject Path, JsonObject Operation)> _operations = OperationComparer.OperationsOf(document);

    // By operation: its path's parameter, and its body where that holds an id.
    private readonly Dictionary<string, JsonObject> _ids = [];
    private readonly Dictionary<string, JsonNode> _bodies = [];

    /// <summary>Operations without an id first, deletions last.</summary>
    public IEnumerable<string> InOrder()
    {
        var linked = _operations.Values.SelectMany(found => LinksOf(found.Operation)).Select(link => (string)link["operationId"]!).ToHashSet();
        return _operations
            .OrderBy(found => found.Key.StartsWith("delete", StringComparison.Ordinal))
            .ThenBy(found => linked.Contains((string)found.Value.Operation["operationId"]!))
            .Select(found => found.Key)
            .ToList();
    }

    public HttpRequestMessage RequestOf(string key)
    {
        var (verb, path) = (key.Split(' ')[0], key.Split(' ')[1]);
        var operation = _operations[key].Operation;
        var query = new List<string>();
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            if ((string)parameter["in"]! == "path")
            {
                path = path.Replace($"{{{name}}}", (string)(parameter["example"] ?? _ids[(string)operation["operationId"]!][name])!, StringComparison.Ordinal);
            }
            else if ((parameter["example"] ?? parameter["schema"]!["default"]) is { } value)
            {
                query.Add($"{name}={value}");
            }
        }

        return new HttpRequestMessage(HttpMethod.Parse(verb), query.Count == 0 ? path : $"{path}?{string.Join('&', query)}") { Content = BodyOf(operation) };
    }

    /// <summary>Collects the ids of an answer for the requests that need them.</summary>
    public void CollectIds(string key, string answer)
    {
        foreach (var link in LinksOf(_operations[key].Operation))
        {
            var (target, body) = ((string)link["operationId"]!, JsonNode.Parse(answer)!);
            if (link["requestBody"] is { } example)
            {
                _bodies[target] = JsonNode.Parse(example.ToJsonString().Replace($"{{{Expression}id}}", (string)body["id"]!, StringComparison.Ordinal))!;
            }
            else
            {
                _ids[target] = new JsonObject(link["parameters"]!.AsObject().Select(parameter =>
                    KeyValuePair.Create(parameter.Key, body[((string)parameter.Value!)[Expression.Length..]]?.DeepClone())));
            }
        }
    }

    private HttpContent? BodyOf(JsonObject operation)
    {
        if (operation["requestBody"]?["content"]?.AsObject().Single() is not var (mediaType, body))
        {
            return null;
        }

        var example = _bodies.GetValueOrDefault((string)operation["operationId"]!) ?? body!["example"]!;
        if (mediaType == "application/json")
        {
            return new StringContent(example.ToJsonString(), Encoding.UTF8, mediaType);
        }

        var form = new MultipartFormDataContent();
        foreach (var (name, values) in example.AsObject())
        {
            foreach (var value in values!.AsArray())
            {
                form.Add(new StringContent((string)value!) { Headers = { ContentType = new MediaTypeHeaderValue("text/plain") } }, name);
            }
        }

        return form;
    }

    private static IEnumerable<JsonObject> LinksOf(JsonObject operation) =>
        operation["responses"]!.AsObject().SelectMany(response => response.Value!["links"]?.AsObject() ?? []).Select(link => link.Value!.AsObject());
}
