namespace Inference.Uploads;

/// <summary>The only place that knows how an upload session's key is built.</summary>
public static class UploadGrainFactory
{
    public static IUploadSessionGrain GetUpload(this IGrainFactory grains, string environment, string token) =>
        grains.GetGrain<IUploadSessionGrain>($"{environment}/{token}");
}
