using System.Text.Json;
using Inference.OpenApi;
using Inference.Servers;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>Reads every list with every trusted key, as far as the pages asked for go.</summary>
internal sealed class ListSweep(ApiContract contract, CredentialPool keys, ExchangeChecks checks, WriteVerifier verifier)
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1_000 };

    public async Task<IReadOnlyList<Fault>> RunAsync(int number, int pages, Sender sender, CancellationToken cancellationToken)
    {
        var faults = new List<Fault>();
        foreach (var credential in keys.Trusted)
        {
            foreach (var list in contract.Operations.Where(operation => operation.IsList && (credential.IsAdmin || operation.Path != "/v1/api-keys")))
            {
                await ReadAsync(number, credential, list, pages, sender, faults, cancellationToken);
            }
        }

        return faults;
    }

    /// <summary>The id of a page's last item; <see langword="null"/> when it is the last page.</summary>
    public static string? LastId(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Deep);
            var page = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement[0] : document.RootElement;
            return page.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True
                ? page.GetProperty("data").EnumerateArray().Last().GetProperty("id").GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task ReadAsync(
        int number, Credential credential, Operation list, int pages, Sender sender, List<Fault> faults, CancellationToken cancellationToken)
    {
        var start = new WireRequest
        {
            Number = number,
            Operation = list,
            Method = "GET",
            Target = list.Path,
            Headers = [],
            Body = Array.Empty<byte>(),
            Credential = credential,
            Mutations = [],
        };
        var takesLimit = list.Parameters.Any(parameter => parameter.Name == "limit");
        string? after = null;
        do
        {
            var query = takesLimit ? $"limit=100{(after is null ? "" : $"&after={after}")}" : "";
            var page = await sender.SendAsync(verifier.Get(start, list, list.Path, query), cancellationToken);
            faults.AddRange(checks.Check(page));
            if (page.Answer.Status != 200)
            {
                faults.Add(Fault.Of(Rule.Lists, page, "it cannot be read", $"{page.Answer.Status} for {credential.Name}"));
            }

            after = page.Answer.Status == 200 && takesLimit ? LastId(page.Answer.Body) : null;
        }
        while (after is not null && --pages > 0);
    }
}
