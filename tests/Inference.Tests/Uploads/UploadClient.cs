using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Uploads;

/// <summary>Uploads files and reads their results. Names that it makes are unique.</summary>
internal sealed class UploadClient(HttpClient http)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Makes names that no other test uses.</summary>
    public string Family { get; } = Guid.NewGuid().ToString("n")[..12];

    public static async Task<UploadClient> CreateAsync(InferenceFixture fixture, string environment = "prod", params string[] scopes)
    {
        var fields = new ApiKeyFields { Environment = environment, Scopes = scopes.Length == 0 ? [ApiKeyScopes.Admin] : [.. scopes] };
        return new UploadClient((await TestClient.CreateAsync(fixture.Host, fields)).Http);
    }

    public Task<(HttpStatusCode Status, JsonNode Body)> UploadAsync(string csv) => UploadAsync(("people.csv", Encoding.UTF8.GetBytes(csv)));

    public async Task<(HttpStatusCode Status, JsonNode Body)> UploadAsync(params (string Name, byte[] Content)[] files)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), "files", name);
        }

        return await SendAsync(HttpMethod.Post, "/v1/personas/upload", content);
    }

    public Task<(HttpStatusCode Status, JsonNode Body)> FinalizeAsync(JsonNode upload, string resolution) => SendAsync(
        HttpMethod.Post,
        $"/v1/personas/upload/{upload["upload_token"]}",
        new StringContent($$"""{"conflict_resolution":"{{resolution}}"}""", Encoding.UTF8, "application/json"));

    public Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await http.SendAsync(request, Cancellation);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }

    /// <summary>The personas of this client's family, oldest first.</summary>
    public async Task<List<JsonNode>> PersonasAsync()
    {
        var found = new List<JsonNode>();
        var skip = 0;
        JsonNode page;
        do
        {
            var (_, list) = await GetAsync(string.Create(CultureInfo.InvariantCulture, $"/v1/personas?pageSize=200&page={skip}"));
            page = list[0]!;
            found.AddRange(page["data"]!.AsArray().Where(persona => ((string?)persona!["name"])?.Contains(Family, StringComparison.OrdinalIgnoreCase) is true)!);
            skip += 200;
        }
        while ((bool)page["has_more"]!);

        found.Reverse();
        return found;
    }
}
