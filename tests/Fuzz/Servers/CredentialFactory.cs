using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Inference.Generating;
using Inference.Wire;

namespace Inference.Servers;

/// <summary>Creates the credentials of a run through the API.</summary>
internal sealed class CredentialFactory(HttpClient http, IdPool pool)
{
    private static readonly string[] ReadScopes = ["chats:read", "experts:read", "personas:read", "actions:read", "logs:read", "models:read"];

    public async Task<CredentialPool> CreateAllAsync()
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", FuzzServer.AdminKey);
        await ReserveAllAsync();
        var member = await CreateAsync("member", new { user_id = "member" });
        var deleted = await CreateAsync("deleted", new { });
        using var deletion = await http.DeleteAsync(At($"/{deleted.Id}"));
        var rotated = await CreateAsync("rotated away", new { });
        using var rotation = await http.PostAsJsonAsync(At($"/{rotated.Id}/rotate"), new { });
        return new CredentialPool(
            [
                new Credential("admin", FuzzServer.AdminKey) { IsTrusted = true, IsAdmin = true, IsKnown = true },
                member.Credential with { IsTrusted = true },
                (await CreateAsync("play", new { environment = "play", scopes = (string[])["admin"] })).Credential with { IsTrusted = true, IsAdmin = true },
            ],
            [
                (await CreateAsync("reader", new { scopes = ReadScopes })).Credential,
                (await CreateAsync("writer", new { scopes = (string[])["chats:write"] })).Credential,
                (await CreateAsync("free", new { plan = "free" })).Credential with { HasLimit = true },
                (await CreateAsync("few tokens", new { tokens_per_minute = 1_000 })).Credential with { HasLimit = true },
                (await CreateAsync("elsewhere", new { allowed_ips = (string[])["10.1.1.1"] })).Credential with { IsKnown = false },
                (await CreateAsync("inactive", new { is_active = false })).Credential with { IsKnown = false },
                (await CreateAsync("expired", new { expires_at = DateTimeOffset.UtcNow.AddSeconds(1) })).Credential with { IsKnown = false },
                deleted.Credential with { IsKnown = false },
                rotated.Credential with { IsKnown = false },
                Credential.None,
                new Credential("garbage", "garbage-0123456789abcdef0123456789abcdef"),
                new Credential("short", "x"),
                new Credential("long", new string('k', 6_000)),
                new Credential("bad checksum", member.Credential.Key[..^1] + (member.Credential.Key[^1] == '0' ? '1' : '0')),
                new Credential("other secret", member.Credential.Key.Replace("_prod_", "_play_", StringComparison.Ordinal)),
                new Credential("trailing", member.Credential.Key + "x"),
            ]);
    }

    private async Task<(string Id, Credential Credential)> CreateAsync(string name, object fields)
    {
        using var response = await http.PostAsJsonAsync(At(""), fields);
        response.EnsureSuccessStatusCode();
        var key = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
        var id = (string)key["id"]!;
        pool.Reserved[id] = true;
        return (id, new Credential(name, (string)key["key"]!) { IsKnown = true });
    }

    private static Uri At(string rest) => new($"/v1/api-keys{rest}", UriKind.Relative);

    private async Task ReserveAllAsync()
    {
        var keys = (await http.GetFromJsonAsync<JsonObject>(At("")))!;
        foreach (var key in keys["data"]!.AsArray())
        {
            pool.Reserved[(string)key!["id"]!] = true;
        }
    }
}
