using System.Diagnostics;
using System.Net;
using System.Text;
using Inference.Processes;
using Inference.Reporting;

namespace Inference.Load;

/// <summary>
/// What a client with a key waits while another sends large bodies with a key that does not exist: bodies of which every item is wrong, which cost the most to
/// explain.
/// </summary>
internal static class RefusalBenchmark
{
    private const int Attackers = 12;
    private const int Asked = 300;

    private static readonly byte[] Body = Encoding.ASCII.GetBytes($$"""{"messages":[{{string.Join(',', Enumerable.Repeat('0', 524_000))}}]}""");

    public static async Task<IReadOnlyList<Threshold>> RunAsync(Target target, BenchOptions options, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = target.Processes[0].Address };
        var (quiet, attacked) = (new List<double>(), new List<double>());
        await AskAsync(client, [], cancellationToken);
        for (var round = 0; round < options.Rounds; round++)
        {
            await AskAsync(client, quiet, cancellationToken);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var attacks = Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => AttackAsync(client.BaseAddress!, end.Token)));
            await AskAsync(client, attacked, cancellationToken);
            await end.CancelAsync();
            await attacks;
        }

        var table = new ConsoleTable("GET /v1/models", "p50, ms", "p99, ms");
        Add(table, "alone", quiet);
        var p99 = Add(table, $"beside {Attackers} requests of 1 MiB with a made-up key", attacked);
        table.Print();
        return [new Threshold("p99 beside requests with a made-up key", p99, 100, AtLeast: false, " ms")];
    }

    /// <summary>Returns the 99th percentile.</summary>
    private static double Add(ConsoleTable table, string name, List<double> times)
    {
        times.Sort();
        var p99 = Quantiles.At(times, 0.99);
        table.Add(name, ConsoleTable.Number(Quantiles.At(times, 0.5)), ConsoleTable.Number(p99));
        return p99;
    }

    private static async Task AskAsync(HttpClient client, List<double> times, CancellationToken cancellationToken)
    {
        for (var n = 0; n < Asked; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Authorization = Server.Authorization } };
            var started = Stopwatch.GetTimestamp();
            using var response = await client.SendAsync(request, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            response.EnsureSuccessStatusCode();
        }
    }

    private static async Task AttackAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new ByteArrayContent(Body) };
                request.Content.Headers.ContentType = new("application/json");
                request.Headers.Add("x-api-key", new string('x', 32));
                using var response = await client.SendAsync(request, cancellationToken);
                if (response.StatusCode != HttpStatusCode.Unauthorized)
                {
                    throw new InvalidOperationException($"A made-up key was answered with {(int)response.StatusCode}.");
                }
            }
            catch (HttpRequestException)
            {
                // The server refused while the body was still being sent, and closed the connection.
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
