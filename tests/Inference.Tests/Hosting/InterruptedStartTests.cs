using System.Diagnostics;
using System.Globalization;
using System.Net;
using Inference.Infrastructure;

namespace Inference.Hosting;

/// <summary>
/// First starts that are ended at moments drawn over all of their time, again and again on the same data until a key was shown.
/// <c>INFERENCE_TEST_INTERRUPTIONS</c> says how many, <c>INFERENCE_TEST_SEED</c> which.
/// </summary>
[ChoosesStorage]
[ProcessTest]
public sealed class InterruptedStartTests
{
    private static readonly int Interruptions = FromEnvironment("INFERENCE_TEST_INTERRUPTIONS", 6);
    private static readonly int Seed = FromEnvironment("INFERENCE_TEST_SEED", 16);

    private static readonly Dictionary<string, string?> NoKey = new() { ["Inference:AdminKey"] = null };

    private static readonly (string Name, int ExitCode)[] Signals = [("INT", 130), ("TERM", 143), ("KILL", 137)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StorageEngine.Sqlite)]
    [InlineData(StorageEngine.Postgres)]
    public async Task No_key_is_lost_and_no_trace_is_left(StorageEngine engine)
    {
        var random = new Random(Seed);
        var whole = await MeasureAsync(engine);
        var data = await CreateAsync(engine);
        List<string> shown = [];
        for (var i = 0; i < Interruptions; i++)
        {
            var signal = Signals[random.Next(Signals.Length)];
            var moment = whole * random.NextDouble();
            await using (var start = SiloProcess.Begin(data, NoKey))
            {
                await Task.Delay(moment, Cancellation);
                start.Signal(signal.Name);
                AssertClean(start, signal, await start.WaitAsync(), $"{engine}, {signal.Name} after {moment.TotalMilliseconds:f0} of {whole.TotalMilliseconds:f0} ms");
                shown.AddRange(start.ShownKeys);
            }

            if (shown.Count > 0)
            {
                await AssertLastKeyWorksAsync(data, shown);
                await data.DisposeAsync();
                data = await CreateAsync(engine);
                shown.Clear();
            }
        }

        await AssertLastKeyWorksAsync(data, shown);
        await data.DisposeAsync();
    }

    [Fact]
    public async Task A_start_that_waits_for_its_database_is_ended_at_once()
    {
        var nothing = new Dictionary<string, string?>
        {
            ["Inference:Storage"] = "postgres",
            ["ConnectionStrings:Inference"] = $"Host=127.0.0.1;Port={Processes.FreePort.Take()};Username=none",
        };
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        await using var start = SiloProcess.Begin(data, nothing);
        await Eventually.GetAsync(
            () => Task.FromResult(start.Output.FirstOrDefault(line => line.Contains("does not answer yet", StringComparison.Ordinal))), Cancellation);

        start.Terminate();

        AssertClean(start, ("TERM", 143), await start.WaitAsync(), "while it waits");
        Assert.Single(start.Output, line => line.Length > 0);
    }

    [Fact]
    public async Task Silos_that_start_at_once_on_an_empty_database_show_one_key()
    {
        await using var data = new PostgresTestDatabase(await TestPostgres.CreateEmptyDatabaseAsync());
        await using var first = SiloProcess.Begin(data, NoKey);
        await using var second = SiloProcess.Begin(data, new Dictionary<string, string?>(NoKey) { ["Inference:Cluster:SiloPort"] = $"{Processes.FreePort.Take()}" });
        await first.WaitUntilReadyAsync();
        await second.WaitUntilReadyAsync();

        var key = Assert.Single(first.ShownKeys.Concat(second.ShownKeys));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, key));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, key));
    }

    private static async Task<TestDatabase> CreateAsync(StorageEngine engine) => engine switch
    {
        StorageEngine.Sqlite => await TestDatabase.CreateAsync(engine),
        StorageEngine.Postgres => new PostgresTestDatabase(await TestPostgres.CreateEmptyDatabaseAsync()),
    };

    /// <summary>How long a first start takes here and now.</summary>
    private static async Task<TimeSpan> MeasureAsync(StorageEngine engine)
    {
        await using var data = await CreateAsync(engine);
        var begun = Stopwatch.GetTimestamp();
        await using var start = await SiloProcess.StartAsync(data, NoKey);
        return Stopwatch.GetElapsedTime(begun);
    }

    private static async Task AssertLastKeyWorksAsync(TestDatabase data, IEnumerable<string> shown)
    {
        await using var later = await SiloProcess.StartAsync(data, NoKey);
        var keys = shown.Concat(later.ShownKeys).ToArray();

        Assert.NotEmpty(keys);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(later, keys[^1]));
    }

    private static void AssertClean(SiloProcess start, (string Name, int ExitCode) signal, int exitCode, string when)
    {
        var lines = start.Output.Concat(start.Errors).Where(line => line.Length > 0).ToArray();
        var report = $"{when}: exit code {exitCode}\n{string.Join('\n', lines)}";
        // One that was ready stops in order.
        var served = lines.Any(line => line.StartsWith("Stopping", StringComparison.Ordinal));
        Assert.True(exitCode == (served && signal.Name != "KILL" ? 0 : signal.ExitCode), report);
        Assert.False(
            lines.Any(line => line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)
                || line.Contains("Unhandled", StringComparison.Ordinal)),
            report);
    }

    private static async Task<HttpStatusCode> StatusAsync(SiloProcess silo, string key)
    {
        using var client = silo.CreateClient(key);
        using var answer = await client.GetAsync(new Uri("/v1/experts", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    private static int FromEnvironment(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
