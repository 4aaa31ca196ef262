using Inference.Binding;
using Inference.Http;
using Inference.OpenApi;
using Microsoft.Extensions.Options;

namespace Inference.Shedding;

internal static class MemoryServices
{
    // The texts that a workbook's cells share are held while it is read, up to a limit; other files are read row by row.
    private const int BytesPerFileByte = 4;
    private const long MaxFileReservation = 192L * 1_024 * 1_024;

    public static IServiceCollection AddMemoryAdmission(this IServiceCollection services) => services.AddMemoryGauge().AddSingleton<MemoryAdmission>();

    /// <summary>After keys are checked, so that requests without a valid one reserve nothing, and before bodies are read. Requests without a body are not refused.</summary>
    public static void UseMemoryAdmission(this WebApplication app)
    {
        var admission = app.Services.GetRequiredService<MemoryAdmission>();
        var limit = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value;
        app.Use((context, next) => context.GetEndpoint()?.Metadata switch
        {
            { } metadata when metadata.GetMetadata<BodyMetadata>() is { RequestType: var body } => context.Request.ContentLength is { } length
                ? AnswerAsync(admission, MemoryAdmission.OfBody(Math.Min(length, BodyLimit.Of(body, limit).Bytes)), context, next)
                : AnswerGrowingAsync(new GrowingReservation(admission, Math.Min(limit.MaxBodyBytes, BodyLimit.Of(body, limit).Bytes)), context, next),
            { } metadata when metadata.GetMetadata<FilesMetadata>() is not null => AnswerAsync(
                admission, Math.Min((context.Request.ContentLength ?? limit.MaxUploadBytes) * BytesPerFileByte, MaxFileReservation), context, next),
            _ => next(context),
        });
    }

    private static async Task AnswerAsync(MemoryAdmission admission, long bytes, HttpContext context, RequestDelegate next)
    {
        using var lease = admission.Reserve(bytes);
        await next(context);
    }

    private static async Task AnswerGrowingAsync(GrowingReservation reservation, HttpContext context, RequestDelegate next)
    {
        using (reservation)
        {
            context.Features.Set<BodyReservation>(reservation);
            await next(context);
        }
    }
}
