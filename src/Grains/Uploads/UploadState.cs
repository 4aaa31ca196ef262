using System.Collections.Immutable;

namespace Inference.Uploads;

/// <summary>What is stored of an upload session. It moves in the transactions that write personas, so that it always tells how far they are.</summary>
public sealed record UploadState
{
    public required string Environment { get; init; }

    public required string Token { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public UploadStage Stage { get; init; }

    /// <summary>Personas read.</summary>
    public int Total { get; init; }

    /// <summary>Rows that were in conflict when all had been read.</summary>
    public int Conflicts { get; init; }

    public ConflictResolution? Resolution { get; init; }

    /// <summary>The next row to import.</summary>
    public int Position { get; init; }

    /// <summary>Personas written.</summary>
    public int Written { get; init; }

    /// <summary>Conflicts settled.</summary>
    public int Settled { get; init; }

    public int RejectedCount { get; init; }

    public ImmutableArray<RejectedRow> Rejected { get; init; } = [];

    public ImmutableArray<string> Warnings { get; init; } = [];

    public UploadState Reject(RejectedRow row) => this with
    {
        RejectedCount = RejectedCount + 1,
        Rejected = Rejected.Length < UploadReading.RejectedShown ? Rejected.Add(row) : Rejected,
    };

    /// <summary>All rows are there.</summary>
    internal UploadState Sealed(UploadReading reading) => this with
    {
        Stage = UploadStage.Checking,
        Total = reading.Total,
        RejectedCount = reading.RejectedCount,
        Rejected = reading.Rejected,
        // A front end of a version before knows of none.
        Warnings = reading.Warnings.IsDefault ? [] : reading.Warnings,
    };

    internal UploadSession ToSession() => new()
    {
        Token = Token,
        Status = Stage switch
        {
            UploadStage.Pending => UploadStatus.Pending,
            UploadStage.Completed => UploadStatus.Completed,
            UploadStage.Receiving or UploadStage.Checking or UploadStage.Importing => UploadStatus.Processing,
        },
        Total = Total,
        Conflicts = Conflicts,
        Processed = Position,
        Written = Written,
        Settled = Settled,
        Resolution = Resolution,
        RejectedCount = RejectedCount,
        Rejected = Rejected,
        Warnings = Warnings,
    };
}

/// <summary>How far an upload session is. Stored by name.</summary>
public enum UploadStage
{
    /// <summary>Rows are being staged; they are discarded when their request fails.</summary>
    Receiving,

    /// <summary>All rows are there; those in conflict are being counted.</summary>
    Checking,

    /// <summary>There are conflicts.</summary>
    Pending,

    Importing,

    Completed,
}
