using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using Inference.Completions;
using Inference.Errors;
using Inference.Infrastructure;
using Inference.Messages;
using Inference.Processes;
using Inference.Sqlite;

namespace Inference.Telemetry;

public sealed class MetricsTests
{
    private static readonly Uri Metrics = new("/metrics", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [ProcessTest]
    [Fact]
    public async Task What_happens_is_measured_in_the_words_of_the_api()
    {
        // A process of its own: meters are the process's, and the silos of all other tests are in this one.
        await using var data = await TestDatabase.CreateAsync();
        await using var server = await SiloProcess.StartAsync(data, new Dictionary<string, string?>
        {
            ["Models:Catalog:away:Endpoint"] = $"http://127.0.0.1:{FreePort.Take()}/v1",
            ["Models:Catalog:away:Retries"] = "0",
        });
        using var client = server.CreateClient();
        await AskAsync(client, new { messages = new[] { new { role = "user", content = "Hello" } } }, HttpStatusCode.OK);
        await AskAsync(client, new { messages = new[] { new { role = "user", content = "Hello" } }, model = "away" }, HttpStatusCode.BadGateway);
        await UploadAsync(client, "name,birthdate\nAnna,1990-01-31\nBob,soon\n");
        using var anonymous = server.CreateClient("");
        await AskAsync(anonymous, new { }, HttpStatusCode.Unauthorized);

        var metrics = Exposition.Parse(await anonymous.GetStringAsync(Metrics, Cancellation));

        Assert.Equal(1, metrics.ValueOf("inference_completions_duration_seconds_count", "model=local", "end=stop"));
        Assert.Equal(1, metrics.ValueOf("inference_completions_duration_seconds_count", "model=away", "end=error", "code=model_error"));
        Assert.InRange(metrics.ValueOf("inference_completions_tokens_total", "model=local", "direction=input"), 1, 100);
        Assert.Equal(2, metrics.ValueOf("inference_guard_verdicts_total", "category=safe"));
        Assert.Equal(2, metrics.ValueOf("inference_router_choices_total", "choice=general"));
        Assert.Equal(1, metrics.ValueOf("inference_requests_refused_total", "reason=invalid_api_key"));
        Assert.Equal(1, metrics.ValueOf("inference_models_breaker_state", "model=away", "state=closed"));
        Assert.Equal(0, metrics.ValueOf("inference_models_breaker_state", "model=away", "state=open"));
        Assert.InRange(metrics.ValueOf("inference_ledger_batch_size_sum"), 2, 4);
        Assert.InRange(metrics.ValueOf("inference_ledger_lag_seconds_sum"), metrics.ValueOf("inference_ledger_commit_seconds_sum"), 60);
        Assert.Equal(1, metrics.ValueOf("inference_uploads_files_total", "kind=csv", "outcome=read"));
        Assert.Equal(1, metrics.ValueOf("inference_uploads_rows_total", "kind=csv", "outcome=rejected"));
        CheckForm(metrics);
    }

    [Fact]
    public void The_documented_metrics_are_those_of_the_code()
    {
        using var meters = new TestMeters();
        foreach (var type in new[] { typeof(Meters), typeof(CompletionMetrics), typeof(ApiServices), typeof(InferenceOptions) }.SelectMany(type => type.Assembly.GetTypes()))
        {
            if (type is { IsClass: true, IsNested: false } && type.Name.EndsWith("Metrics", StringComparison.Ordinal))
            {
                var parameters = type.GetConstructors().Single().GetParameters().Select(parameter => parameter.ParameterType == typeof(TimeProvider) ? TimeProvider.System : (object)meters);
                (Activator.CreateInstance(type, [.. parameters]) as SqliteMetrics)?.ShowSizeOf(new SqliteDatabase(Path.GetTempPath()));
            }
        }

        var documented = DocumentedMetrics.Read();

        Assert.Equal(meters.Instruments.Select(NameOf).Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(meters.Instruments, instrument => Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name));
        Assert.All(meters.Instruments, instrument => Assert.Equal((instrument.Name, TypeOf(instrument)), (instrument.Name, documented[NameOf(instrument)].Type)));
    }

    [Fact]
    public void Labels_are_the_codes_and_finish_reasons_of_the_api()
    {
        Assert.All(Enum.GetValues<ErrorKind>(), kind => Assert.Equal(ErrorStatus.Of(kind).Code, Labels.Of(kind)));
        Assert.All(Enum.GetValues<FinishReason>(), reason => Assert.Equal(Completions.Contract.FinishReasons.NameOf(reason), Labels.Of(reason)));
    }

    [ProcessTest]
    [Fact]
    public async Task A_management_port_has_the_metrics_to_itself()
    {
        await using var data = await TestDatabase.CreateAsync();
        var port = FreePort.Take();
        await using var server = await SiloProcess.StartAsync(data, new Dictionary<string, string?> { ["Api:ManagementPort"] = $"{port}", ["Telemetry:Orleans"] = "true" });
        using var client = server.CreateClient(SiloProcess.AdminKey);

        using var elsewhere = await client.GetAsync(Metrics, Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, Metrics) { Headers = { Host = $"localhost:{port}" } };
        using var refused = await client.SendAsync(request, Cancellation);
        using var there = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancellation);
        using var health = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (there.StatusCode, there.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        var text = await there.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("orleans_app_requests_latency", text, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans_directory_", text, StringComparison.Ordinal);
        Assert.DoesNotContain("orleans_messaging_processing_", text, StringComparison.Ordinal);
    }

    private static void CheckForm(Exposition metrics)
    {
        var documented = DocumentedMetrics.Read();
        Assert.Contains("http_server_request_duration_seconds", metrics.Families.Keys);
        Assert.Contains("dotnet_process_memory_working_set_bytes", metrics.Families.Keys);
        Assert.DoesNotContain(metrics.Families.Keys, name => name.StartsWith("orleans", StringComparison.Ordinal));
        Assert.All(metrics.Families, family => Assert.DoesNotContain(family.Value.Labels, label => label.StartsWith("otel_", StringComparison.Ordinal)));
        Assert.All(metrics.Families.Where(family => family.Key.StartsWith("inference_", StringComparison.Ordinal)), family =>
        {
            var (type, labels) = documented[family.Key];
            Assert.Equal((family.Key, type), (family.Key, family.Value.Type));
            Assert.False(string.IsNullOrEmpty(family.Value.Help), family.Key);
            Assert.Subset(labels.ToHashSet(), family.Value.Labels.ToHashSet());
        });
    }

    private static string NameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return $"{instrument.Name.Replace('.', '_')}{unit}{(TypeOf(instrument) == "counter" ? "_total" : "")}";
    }

    private static string TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    private static async Task AskAsync(HttpClient client, object body, HttpStatusCode expected)
    {
        using var reply = await client.PostAsJsonAsync("/v1/chats", body, Cancellation);
        Assert.Equal(expected, reply.StatusCode);
    }

    private static async Task UploadAsync(HttpClient client, string csv)
    {
        using var form = new MultipartFormDataContent();
        using var file = new StringContent(csv);
        form.Add(file, "files", "people.csv");
        using var reply = await client.PostAsync(new Uri("/v1/personas/upload", UriKind.Relative), form, Cancellation);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }
}
