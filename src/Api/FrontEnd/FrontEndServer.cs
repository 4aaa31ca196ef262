using Inference.Hosting;
using Microsoft.Extensions.Options;

namespace Inference.FrontEnd;

/// <summary>The process: the API as a client of silos elsewhere.</summary>
internal static class FrontEndServer
{
    /// <summary>Builds it and checks its whole configuration, so that all problems are told at once.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ProcessServices.CreateBuilder(args);
        builder.Services.AddSingleton<IValidateOptions<FrontEndOptions>, FrontEndOptionsValidator>();
        builder.Services.AddOptions<FrontEndOptions>().BindConfiguration(FrontEndOptions.Section).ValidateOnStart();
        builder.AddClusterClient();
        builder.Services.AddInferenceApi();

        var app = builder.Build();
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.MapInferenceApi();
        return app;
    }
}
