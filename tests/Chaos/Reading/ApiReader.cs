using System.Text.Json.Nodes;
using Inference.Load;
using Inference.Recording;

namespace Inference.Reading;

/// <summary>Reads what the API shows an admin.</summary>
internal sealed class ApiReader(Client client)
{
    private const int PageSize = 200;

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        var (outcome, body) = await client.SendAsync(new ClientRequest { Key = WorkloadKeys.AdminKey, Path = path }, cancellationToken);
        return outcome == Outcome.Acknowledged ? body! : throw new InvalidOperationException($"GET {path} failed after the end: {body?.ToJsonString()}");
    }

    /// <summary>A list, page by page to its end.</summary>
    public async Task<List<JsonNode>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var items = new List<JsonNode>();
        JsonNode page;
        do
        {
            var after = items.Count == 0 ? "" : $"&after={(string?)items[^1]["id"]}";
            page = await GetAsync($"{path}?limit={PageSize}{after}", cancellationToken);
            // Some lists come in an array of one.
            page = page is JsonArray pages ? pages[0]! : page;
            items.AddRange(page["data"]!.AsArray().Select(item => item!));
        }
        while ((bool)page["has_more"]!);

        return items;
    }
}
