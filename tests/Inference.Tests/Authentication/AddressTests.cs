using System.Net;
using Inference.ApiKeys;
using Inference.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Authentication;

public sealed class AddressTests(InferenceFixture fixture)
{
    private const string Inside = "203.0.113.9";
    private const string Outside = "198.51.100.1";

    [Theory]
    [InlineData(Inside, 200)]
    [InlineData($"::ffff:{Inside}", 200)]
    [InlineData("2001:db8::7", 200)]
    [InlineData(Outside, 403)]
    [InlineData(null, 403)]
    public async Task The_connection_decides(string? address, int status) =>
        Assert.Equal(status, await SendAsync(fixture.Host, address, forwardedFor: null));

    [Fact]
    public async Task What_a_stranger_says_in_a_header_does_not_count()
    {
        Assert.Equal(403, await SendAsync(fixture.Host, Outside, forwardedFor: Inside));
        Assert.Equal(200, await SendAsync(fixture.Host, Inside, forwardedFor: Outside));
    }

    [Fact]
    public async Task What_a_trusted_proxy_says_does()
    {
        await using var host = await InferenceHost.StartAsync(new InferenceHostOptions
        {
            Silos = 1,
            Settings = { ["Api:TrustedProxies:0"] = "10.0.0.0/8", ["Api:TrustedProxies:1"] = "::1" },
        });

        Assert.Equal(200, await SendAsync(host, "10.0.0.1", forwardedFor: Inside));
        Assert.Equal(200, await SendAsync(host, "::ffff:10.0.0.1", forwardedFor: Inside));
        Assert.Equal(200, await SendAsync(host, "::1", forwardedFor: $"{Inside}, 10.9.9.9"));
        Assert.Equal(403, await SendAsync(host, "10.0.0.1", forwardedFor: $"{Inside}, {Outside}"));
        Assert.Equal(403, await SendAsync(host, Outside, forwardedFor: Inside));
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_stops_the_start_and_is_named()
    {
        var options = new InferenceHostOptions { Silos = 1, Settings = { ["Api:TrustedProxies:0"] = "proxy.local" } };
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => InferenceHost.StartAsync(options));
        Assert.Contains("TrustedProxies: 'proxy.local'", error.Message, StringComparison.Ordinal);
    }

    private static async Task<int> SendAsync(InferenceHost host, string? address, string? forwardedFor)
    {
        var holder = await KeyHolder.CreateAsync(host, new ApiKeyFields { AllowedIps = ["203.0.113.0/24", "2001:db8::/32"] });
        var server = (TestServer)host.ApiServices.GetRequiredService<IServer>();
        var context = await server.SendAsync(
            context =>
            {
                context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
                context.Request.Method = HttpMethods.Get;
                context.Request.Path = holder.Path;
                context.Request.Headers["x-api-key"] = holder.Key;
                context.Request.Headers["X-Forwarded-For"] = forwardedFor;
            },
            TestContext.Current.CancellationToken);
        return context.Response.StatusCode;
    }
}
