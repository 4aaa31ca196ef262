using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Inference.OpenApi;

/// <summary>The contract as the fuzzer reads it: operations, schemas, and the codes of errors.</summary>
internal sealed class ApiContract
{
    private static readonly string[] Methods = ["get", "post", "patch", "put", "delete"];

    private readonly JsonObject _document;
    private readonly ConcurrentDictionary<JsonNode, Schema> _schemas = new(ReferenceEqualityComparer.Instance);

    public ApiContract(JsonObject document)
    {
        _document = document;
        Operations = [.. document["paths"]!.AsObject().SelectMany(path => ReadPath(path.Key, path.Value!.AsObject()))];
        ErrorEnvelope = document["components"]!["schemas"]![nameof(ErrorEnvelope)]!;
        ErrorCodes = ReadCodes();
        foreach (var operation in Operations.Where(operation => operation.IsWrite))
        {
            operation.OwnGet = Operations.FirstOrDefault(other => other.Method == "GET" && other.Path.EndsWith('}') && other.Collection == operation.Collection);
            operation.OwnList = operation.OwnGet is null ? null : FindList(operation.Collection);
        }
    }

    public IReadOnlyList<Operation> Operations { get; }

    public JsonNode ErrorEnvelope { get; }

    /// <summary>The description of <c>code</c> lists them.</summary>
    public FrozenSet<string> ErrorCodes { get; }

    public static ApiContract Load() => new(Contract.Read());

    public Operation Operation(string id) => Operations.Single(operation => operation.Id == id);

    public Schema SchemaOf(JsonNode node) => _schemas.GetOrAdd(node, static (node, document) => Schema.Of(node, document), _document);

    /// <summary>The list at the path, or at one above it: what an upload imports is in the list of personas.</summary>
    private Operation? FindList(string path)
    {
        for (; path.Length > "/v1".Length; path = path[..path.LastIndexOf('/')])
        {
            if (Operations.FirstOrDefault(operation => operation.IsList && operation.Path == path) is { } list)
            {
                return list;
            }
        }

        return null;
    }

    private FrozenSet<string> ReadCodes()
    {
        var error = SchemaOf(SchemaOf(ErrorEnvelope).Properties["error"]!);
        var description = (string)error.Properties["code"]!["description"]!;
        return description.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
    }

    private IEnumerable<Operation> ReadPath(string path, JsonObject item) =>
        from method in Methods
        where item[method] is JsonObject
        select ReadOperation(path, method, item[method]!.AsObject(), item["parameters"]?.AsArray() ?? []);

    private Operation ReadOperation(string path, string method, JsonObject operation, JsonArray shared)
    {
        var body = operation["requestBody"]?["content"]?.AsObject().First();
        return new Operation
        {
            Id = (string)operation["operationId"]!,
            Method = method.ToUpperInvariant(),
            Path = path,
            Parameters = [.. shared.Concat(operation["parameters"]?.AsArray() ?? []).Select(ReadParameter)],
            BodyType = body?.Key,
            BodySchema = body?.Value!["schema"],
            Answers = operation["responses"]!.AsObject()
                .Where(answer => answer.Key != "default")
                .ToFrozenDictionary(answer => int.Parse(answer.Key, CultureInfo.InvariantCulture), answer => ReadContent(answer.Value)),
            NeedsKey = operation["security"] is not JsonArray { Count: 0 },
        };
    }

    private OperationParameter ReadParameter(JsonNode? node)
    {
        var parameter = Schema.Resolve(node, _document)!;
        return new OperationParameter(
            (string)parameter["name"]!, (string)parameter["in"]!, parameter["schema"], (bool?)parameter["required"] ?? false);
    }

    private FrozenDictionary<string, JsonNode?> ReadContent(JsonNode? answer) =>
        (Schema.Resolve(answer, _document)!["content"]?.AsObject() ?? []).ToFrozenDictionary(content => content.Key, content => content.Value!["schema"]);
}
