using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using Inference.ApiKeys;
using Inference.Identity;
using Inference.Infrastructure;
using Inference.ModelServers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpenAI;

namespace Inference.Clients;

/// <summary>The API on a real port before a model server, as OpenAI's client reaches it.</summary>
public sealed class ClientFixture : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Models = new()
    {
        ["plain"] = "plain",
        ["org/plain"] = "plain",
        ["tools"] = "scenario:tool,rate:4",
        ["reasoning"] = "scenario:reasoning",
        ["no-usage"] = "scenario:no-usage",
        ["refusing"] = "scenario:fail:400",
    };

    private InferenceHost _host = null!;
    private ModelServerHost _models = null!;
    private string _key = "";
    private Uri _address = null!;

    /// <summary>OpenAI's client, with the key of this server unless another is given.</summary>
    public OpenAIClient CreateClient(string? key = null) =>
        new(new ApiKeyCredential(key ?? _key), new OpenAIClientOptions { Endpoint = _address, RetryPolicy = new ClientRetryPolicy(0) });

    public async ValueTask InitializeAsync()
    {
        _models = await ModelServerHost.StartAsync();
        _host = await InferenceHost.StartAsync(new InferenceHostOptions { Silos = 1, Settings = Settings(), ConfigureApi = UseKestrel });
        var server = _host.ApiServices.GetRequiredService<IServer>();
        _address = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/v1");
        var id = Identifier.New(Identifier.ApiKey, TimeProvider.System.GetUtcNow());
        _key = (await _host.Grains.GetApiKey(id).CreateAsync(new ApiKeyFields(), null)).Key;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _models.DisposeAsync();
    }

    private Dictionary<string, string?> Settings()
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (name, model) in Models)
        {
            settings[$"Models:Catalog:{name}:Provider"] = "openai";
            settings[$"Models:Catalog:{name}:Endpoint"] = _models.BaseAddress.ToString();
            settings[$"Models:Catalog:{name}:Model"] = model;
        }

        return settings;
    }

    /// <summary>Takes the test server out, which leaves Kestrel, on a free port.</summary>
    private static void UseKestrel(IServiceCollection services)
    {
        services.Remove(services.Last(service => service.ImplementationType == typeof(TestServer) || service.ServiceType == typeof(IServer)));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
    }
}
