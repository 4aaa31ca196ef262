using System.Collections.Immutable;

namespace Inference.Uploads;

/// <summary>What came out of reading all files of an upload.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadReading")]
public sealed record UploadReading
{
    /// <summary>How many rows of the files the session keeps of those that are not imported.</summary>
    public const int RejectedShown = 100;

    /// <summary>How many warnings the session keeps.</summary>
    public const int WarningsShown = 20;

    /// <summary>Rows that are personas.</summary>
    [Id(0)] public int Total { get; init; }

    /// <summary>How many rows could not be read.</summary>
    [Id(1)] public int RejectedCount { get; init; }

    /// <summary>The first of them.</summary>
    [Id(2)] public ImmutableArray<RejectedRow> Rejected { get; init; } = [];

    /// <summary>What the sender should know of the files, though they could be read.</summary>
    [Id(3)] public ImmutableArray<string> Warnings { get; init; } = [];
}
