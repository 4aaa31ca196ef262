using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>Makes API keys, renames them and revokes them, while they are used without a pause until a while after their end.</summary>
internal sealed class KeyHolder(Client client, Recorder recorder, string adminKey, string name, Random random)
{
    private static readonly TimeSpan UseInterval = TimeSpan.FromMilliseconds(80);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            if (await CreateAsync($"{name}-{number}", cancellationToken) is { } made)
            {
                await LiveAsync((string)made["id"]!, (string)made["key"]!, $"{name}-{number}", cancellationToken);
            }

            await Task.Delay(Pause, client.Clock, cancellationToken);
        }
    }

    private async Task<JsonNode?> CreateAsync(string keyName, CancellationToken cancellationToken)
    {
        var began = client.Now;
        var request = new ClientRequest
        {
            Key = adminKey,
            Method = HttpMethod.Post,
            Path = "/v1/api-keys",
            Body = new JsonObject { ["name"] = keyName, ["plan"] = "unlimited" },
            IsRepeatable = false,
        };
        var (outcome, body) = await client.SendAsync(request, cancellationToken);
        Record(KeyOperation.Create, (string?)body?["id"], keyName, outcome, began);
        return outcome == Outcome.Acknowledged ? body : null;
    }

    private async Task LiveAsync(string id, string key, string keyName, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var uses = KeyUser.RunAsync(client, recorder, new(id, key), UseInterval, end.Token);
        for (var n = random.Next(3); n > 0; n--)
        {
            await Task.Delay(Pause, client.Clock, cancellationToken);
            await ChangeAsync(KeyOperation.Rename, id, keyName += "*", new JsonObject { ["name"] = keyName }, cancellationToken);
        }

        await Task.Delay(Pause, client.Clock, cancellationToken);
        await ChangeAsync(KeyOperation.Revoke, id, keyName, new JsonObject { ["is_active"] = false }, cancellationToken);
        end.CancelAfter(Afterwards);
        await uses;
    }

    private async Task ChangeAsync(string kind, string id, string keyName, JsonObject body, CancellationToken cancellationToken)
    {
        var began = client.Now;
        var request = new ClientRequest { Key = adminKey, Method = HttpMethod.Patch, Path = $"/v1/api-keys/{id}", Body = body };
        var (outcome, _) = await client.SendAsync(request, cancellationToken);
        Record(kind, id, keyName, outcome, began);
    }

    private void Record(string kind, string? id, string keyName, Outcome outcome, DateTimeOffset began) =>
        recorder.Add(new KeyOperation { Kind = kind, KeyId = id, Name = keyName, Outcome = outcome, Began = began, Ended = client.Now });
}
