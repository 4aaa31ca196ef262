namespace Inference.Uploads;

/// <summary>A session as it lies in the store. Whoever writes it names the version it knows.</summary>
public sealed record StoredUpload(long Key, long Version, UploadState State);
