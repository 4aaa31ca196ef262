using Microsoft.Extensions.Options;

namespace Inference.Uploads;

internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<UploadOptions>, UploadOptionsValidator>();
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.Section).ValidateOnStart();
        return services.AddSingleton<UploadMetrics>().AddSingleton<ReadingLimiter>().AddSingleton<FileStager>().AddSingleton<UploadReceiver>();
    }
}
