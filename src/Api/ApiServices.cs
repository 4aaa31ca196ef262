using Inference.ActionGroups;
using Inference.Actions;
using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Chats;
using Inference.Completions;
using Inference.Experts;
using Inference.FrontEnd;
using Inference.Health;
using Inference.Hosting;
using Inference.Http;
using Inference.InferenceLogs;
using Inference.Insights;
using Inference.Models;
using Inference.OpenApi;
using Inference.PersonaDrafts;
using Inference.Personas;
using Inference.Shedding;
using Inference.Statistics;
using Inference.Telemetry;
using Inference.Uploads;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference;

/// <summary>The HTTP API, for whichever process hosts it: one line a feature.</summary>
public static class ApiServices
{
    public static IServiceCollection AddInferenceApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpServer();
        services.AddDrain();
        services.AddBinding();
        services.AddErrors();
        services.AddMemoryAdmission();
        services.AddKeyAuthentication();
        services.AddCompletions();
        services.AddHealth();
        services.AddTelemetry();
        services.AddApiDocument();
        services.AddUploads();
        return services;
    }

    public static WebApplication MapInferenceApi(this WebApplication app)
    {
        app.UseHttpRules();
        app.UseDrain();
        app.UseErrors();
        app.UseClusterConnection();
        app.UseKeyAuthentication();
        app.UseRouting();
        app.UseKeyCheck();
        app.UseMemoryAdmission();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();

        var v1 = app.MapGroup("/v1").AdmitByKey();
        v1.MapApiKeys();
        v1.MapCompletions();
        v1.MapChats();
        v1.MapExperts();
        v1.MapPersonas();
        v1.MapPersonaDrafts();
        v1.MapUploads();
        v1.MapActions();
        v1.MapActionGroups();
        v1.MapInsights();
        v1.MapModels();
        v1.MapInferenceLogs();
        v1.MapStatistics();
        return app;
    }
}
