using Inference.ApiKeys;
using Inference.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Inference.Authentication;

internal static class AuthenticationServices
{
    public static IServiceCollection AddKeyAuthentication(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AdmittedKeys>().AddSingleton<RefusalPacer>().AddSingleton<KeyAdmission>();
        services.AddInferenceOptions<ProxyOptions, ProxyOptionsValidator>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((headers, proxies) => Trust(headers, proxies.Value));
        return services;
    }

    /// <summary>After errors are caught, before anything reads a body.</summary>
    public static WebApplication UseKeyAuthentication(this WebApplication app)
    {
        // Without a configured proxy the framework would trust every sender's header.
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.TrustedProxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseMiddleware<KeyMiddleware>();
        return app;
    }

    /// <summary>After routing, before anything reads a body.</summary>
    public static void UseKeyCheck(this WebApplication app) => app.UseMiddleware<KeyCheckMiddleware>();

    /// <summary>Every endpoint of the group is for holders of API keys, each with the scope that it requires.</summary>
    public static RouteGroupBuilder AdmitByKey(this RouteGroupBuilder group) => group.AddEndpointFilterFactory(AdmissionFilter.Create);

    private static void Trust(ForwardedHeadersOptions headers, ProxyOptions proxies)
    {
        headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor;
        // The chain is followed through known proxies without a limit on their number.
        headers.ForwardLimit = null;
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.TrustedProxies)
        {
            if (AddressRange.TryParse(proxy, out var range))
            {
                headers.KnownIPNetworks.Add(range);
            }
        }
    }
}
