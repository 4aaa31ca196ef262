using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Inference.Infrastructure;

namespace Inference.Hosting;

public sealed class FrontEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_front_end_of_its_own_answers_through_a_silo()
    {
        await using var data = await TestDatabase.CreateAsync();
        var gateway = $"{SiloProcess.FreePort()}";
        await using var silo = await SiloProcess.StartAsync(data, new Dictionary<string, string?> { ["Inference:Cluster:GatewayPort"] = gateway });
        var address = new Uri($"http://127.0.0.1:{SiloProcess.FreePort()}");
        using var frontEnd = Start(address, gateway);
        try
        {
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SiloProcess.AdminKey);
            await Eventually.GetAsync(() => IsReadyAsync(client), Cancellation);

            using var reply = await client.PostAsJsonAsync("/v1/chats", new { messages = new[] { new { role = "user", content = "Hi" } } }, Cancellation);

            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
        finally
        {
            frontEnd.Kill();
            await frontEnd.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<object?> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync("/health/ready", Cancellation);
            return response.IsSuccessStatusCode ? response.StatusCode : null;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return null;
        }
    }

    private static Process Start(Uri address, string gateway)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Inference.Api.dll")) { WorkingDirectory = Path.GetTempPath() };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["Inference__Cluster__GatewayPort"] = gateway;
        start.Environment["Logging__LogLevel__Default"] = "None";
        return Process.Start(start)!;
    }
}
