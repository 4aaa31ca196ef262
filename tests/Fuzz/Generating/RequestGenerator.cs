using Inference.Mutating;
using Inference.OpenApi;
using Inference.Servers;

namespace Inference.Generating;

/// <summary>
/// Makes the request of a number: the same for the same seed, but for the ids and keys in it, which are the server's. A quarter is valid, the others are
/// mutated once or a few times.
/// </summary>
internal sealed class RequestGenerator(ApiContract contract, IdPool pool, CredentialPool keys, int seed)
{
    private const int ValidOf100 = 25;

    private static readonly string[] KeyHeaders = ["Authorization", "Authorization", "x-neo-api-key", "x-api-key"];

    private readonly KnownValues _known = new(pool);
    private readonly Operation[] _operations = [.. contract.Operations.SelectMany(operation => Enumerable.Repeat(operation, Weight(operation)))];

    public RequestDraft Generate(int number)
    {
        var random = new Random(HashOf(number));
        var draft = GenerateValid(number, KnownValues.Pick(random, _operations), random);
        if (random.Next(100) >= ValidOf100)
        {
            Mutator.Mutate(draft, keys, random);
        }

        return draft;
    }

    public RequestDraft GenerateValid(int number, Operation operation, Random random)
    {
        var values = new ValueGenerator(contract, _known);
        var draft = new RequestDraft(number, operation);
        if (operation.NeedsKey)
        {
            draft.Credential = keys.Pick(random, operation.Collection.StartsWith("/v1/api-keys", StringComparison.Ordinal));
            draft.KeyHeader = KnownValues.Pick(random, KeyHeaders);
        }

        AddParameters(draft, values, random);
        if (operation.BodyType == "multipart/form-data")
        {
            draft.Files = [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => FileGenerator.Generate(random))];
            draft.ContentType = FilePart.MediaType;
        }
        else if (operation.BodyType is not null)
        {
            draft.Json = values.Generate(operation, draft.Credential.Name, random);
            draft.ContentType = operation.BodyType;
        }

        if (operation.Method == "PATCH" && operation.Collection != "/v1/api-keys" && random.Next(4) == 0)
        {
            draft.Method = "PUT";
        }

        return draft;
    }

    private void AddParameters(RequestDraft draft, ValueGenerator values, Random random)
    {
        // Resumed as a stream or as JSON, as the client asks.
        if (draft.Operation.Answers.Any(answer => answer.Value.ContainsKey("text/event-stream")) && random.Next(2) == 0)
        {
            draft.Headers.Add(("Accept", "text/event-stream"));
        }

        foreach (var parameter in draft.Operation.Parameters)
        {
            if (!parameter.IsRequired && random.Next(3) > 0)
            {
                continue;
            }

            var value = _known.GenerateParameter(CollectionOf(draft.Operation), parameter.Name, draft.Credential.Name, random)
                ?? values.GenerateText(parameter.Schema, random);
            switch (parameter.In)
            {
                case "path":
                    draft.Path = draft.Path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
                    break;
                case "query":
                    draft.Query.Add((parameter.Name, Uri.EscapeDataString(value)));
                    break;
                default:
                    draft.Headers.Add((parameter.Name, string.Concat(value.Where(char.IsAscii)) is { Length: > 0 } ascii ? ascii : "x"));
                    break;
            }
        }
    }

    /// <summary>The collection of the operation's ids: <c>/v1/chats</c> for <c>/v1/chats/{id}/window</c>.</summary>
    private static string CollectionOf(Operation operation) =>
        operation.Path.IndexOf("/{", StringComparison.Ordinal) is >= 0 and var end ? operation.Path[..end] : operation.Path;

    private static int Weight(Operation operation) => operation switch
    {
        { NeedsKey: false } => 1,
        // So many kinds of files, of one operation.
        { BodyType: "multipart/form-data" } => 12,
        { BodyType: not null } => 6,
        { Method: "DELETE" } => 2,
        _ => 3,
    };

    // HashCode has another seed in each process.
    private int HashOf(int number) => unchecked((int)(((uint)seed * 2_654_435_761u) ^ ((uint)number * 2_246_822_519u)));
}
