using System.Collections.Immutable;

namespace Inference.Uploads;

/// <summary>An upload session as it was at the moment of the call.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadSession")]
public sealed record UploadSession
{
    [Id(0)] public required string Token { get; init; }

    [Id(1)] public required UploadStatus Status { get; init; }

    /// <summary>Personas read.</summary>
    [Id(2)] public int Total { get; init; }

    /// <summary>Rows that were in conflict when all had been read.</summary>
    [Id(3)] public int Conflicts { get; init; }

    /// <summary>Rows that were written, skipped or refused.</summary>
    [Id(4)] public int Processed { get; init; }

    /// <summary>Personas written.</summary>
    [Id(5)] public int Written { get; init; }

    /// <summary>Conflicts settled.</summary>
    [Id(6)] public int Settled { get; init; }

    [Id(7)] public ConflictResolution? Resolution { get; init; }

    /// <summary>How many rows were not imported because something is wrong with them.</summary>
    [Id(8)] public int RejectedCount { get; init; }

    /// <summary>The first of them.</summary>
    [Id(9)] public ImmutableArray<RejectedRow> Rejected { get; init; } = [];

    /// <summary>What the sender should know of the files, though they could be read.</summary>
    [Id(10)] public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>Where an upload session stands.</summary>
public enum UploadStatus
{
    /// <summary>Rows are being checked for conflicts, or imported.</summary>
    Processing = 0,

    /// <summary>There are conflicts, and nothing is imported before a request resolves them.</summary>
    Pending = 1,

    Completed = 2,
}

/// <summary>What becomes of a row in conflict.</summary>
public enum ConflictResolution
{
    /// <summary>It replaces the fields of the persona that is there.</summary>
    Overwrite = 0,

    /// <summary>It becomes another persona, with an id of its own.</summary>
    Create = 1,

    /// <summary>The persona that is there stays as it is.</summary>
    Skip = 2,
}
