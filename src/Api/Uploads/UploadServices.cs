using Inference.Settings;

namespace Inference.Uploads;

internal static class UploadServices
{
    public static IServiceCollection AddUploads(this IServiceCollection services)
    {
        services.AddInferenceOptions<UploadOptions, UploadOptionsValidator>();
        return services.AddSingleton<UploadMetrics>().AddSingleton<ReadingLimiter>().AddSingleton<FileStager>().AddSingleton<UploadReceiver>();
    }
}
