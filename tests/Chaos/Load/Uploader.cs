using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Inference.Recording;

namespace Inference.Load;

/// <summary>Uploads personas; every second time some of them are there already, and the upload has to be finalized.</summary>
internal sealed class Uploader(Client client, Recorder recorder, string key, string name, Random random)
{
    private const string Path = "/v1/personas/upload";

    private static readonly string[] Resolutions = ["overwrite", "create", "skip"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        UploadOperation? earlier = null;
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var upload = await UploadAsync(Next(number, earlier), cancellationToken);
            recorder.Add(upload);
            // What a later upload replaces must be there for certain, and no more than once.
            earlier = upload is { Outcome: Outcome.Acknowledged, Resolution: null } ? upload : null;
            await Task.Delay(Pause, client.Clock, cancellationToken);
        }
    }

    private UploadOperation Next(int number, UploadOperation? earlier)
    {
        var upload = $"{name}-{number}";
        var fresh = Enumerable.Range(1, random.Next(20, 200)).Select(row => $"Person {row} of {upload}").ToImmutableArray();
        var conflicting = earlier is null ? [] : earlier.Rows.Where(_ => random.Next(2) == 0).Append(earlier.Rows[0]).Distinct().ToImmutableArray();
        return new UploadOperation
        {
            Upload = upload,
            Rows = [.. fresh, .. conflicting],
            Conflicting = conflicting,
            Earlier = earlier?.Upload,
            Resolution = earlier is null ? null : Resolutions[random.Next(Resolutions.Length)],
            Outcome = Outcome.Unknown,
            Began = client.Now,
            Ended = default,
        };
    }

    private async Task<UploadOperation> UploadAsync(UploadOperation upload, CancellationToken cancellationToken)
    {
        var file = new StringBuilder("name,notes\n");
        foreach (var row in upload.Rows)
        {
            file.Append(row).Append(',').Append(upload.Upload).Append('\n');
        }

        // It has no Idempotency-Key: sent twice, it uploads twice.
        var request = new ClientRequest { Key = key, Method = HttpMethod.Post, Path = Path, File = file.ToString(), IsRepeatable = false };
        var (outcome, body) = await client.SendAsync(request, cancellationToken);
        if (outcome == Outcome.Acknowledged)
        {
            outcome = await CompleteAsync(upload, body!, cancellationToken);
        }

        return upload with { Outcome = outcome, Ended = client.Now };
    }

    /// <summary>Sees a session through to its end.</summary>
    private async Task<Outcome> CompleteAsync(UploadOperation upload, JsonNode session, CancellationToken cancellationToken)
    {
        var path = $"{Path}/{(string)session["upload_token"]!}";
        var show = new ClientRequest { Key = key, Path = path };
        var finalize = new ClientRequest { Key = key, Method = HttpMethod.Post, Path = path, Body = new() { ["conflict_resolution"] = upload.Resolution ?? "create" } };
        var retries = new RetryTimeout(client.Clock);
        var status = (string?)session["status"];
        while (status is not "completed")
        {
            var (outcome, body) = await client.SendAsync(status == "pending" ? finalize : show, cancellationToken);
            status = (string?)body?["status"];
            if (outcome != Outcome.Acknowledged || !await retries.WaitAsync(new Reply(200), cancellationToken))
            {
                return Outcome.Unknown;
            }
        }

        return Outcome.Acknowledged;
    }
}
