using Inference.Errors;
using Orleans.Concurrency;

namespace Inference.Uploads;

/// <summary>An upload between its two steps. Get it with <see cref="UploadGrainFactory.GetUpload"/>.</summary>
[Alias("Inference.Uploads.IUploadSessionGrain")]
public interface IUploadSessionGrain : IGrainWithStringKey
{
    /// <summary>Keeps some rows until all have been read. Safe to repeat.</summary>
    [ResponseTimeout("00:00:30")]
    Task StageAsync(UploadChunk chunk, CancellationToken cancellationToken = default);

    /// <summary>All rows are there: conflicts are counted, and without any the import begins. Safe to repeat. Returns at once.</summary>
    [ResponseTimeout("00:00:30")]
    Task<UploadSession> SealAsync(UploadReading reading, CancellationToken cancellationToken = default);

    /// <summary>Forgets what was staged: a file was bad, or the client has gone.</summary>
    Task AbandonAsync();

    /// <summary>Returns <see langword="null"/> when there is none, or none any more.</summary>
    [AlwaysInterleave]
    Task<UploadSession?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Like <see cref="GetAsync"/>, once the session is not processing any more or a few seconds have passed.</summary>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:30")]
    Task<UploadSession?> WaitAsync(CancellationToken cancellationToken = default);

    /// <summary>Says what becomes of the conflicts and begins the import. Safe to repeat. Returns at once.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.ResourceNotFound"/>; <see cref="ErrorKind.ResourceConflict"/> when something else was said before, or rows are still being read.
    /// </exception>
    [ResponseTimeout("00:00:30")]
    Task<UploadSession> FinalizeAsync(ConflictResolution resolution, CancellationToken cancellationToken = default);
}
