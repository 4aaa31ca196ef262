using System.Collections.Immutable;
using Inference.Personas;

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

/// <summary>Some rows of one file, on their way to the session. Positions count the rows of all files from 0.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadChunk")]
public sealed record UploadChunk(
    [property: Id(0)] string File,
    [property: Id(1)] int Position,
    [property: Id(2)] ImmutableArray<UploadRow> Rows);

/// <summary>A persona as a file has it. The number is the row's as a spreadsheet shows it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadRow")]
public sealed record UploadRow(
    [property: Id(0)] int Number,
    [property: Id(1)] string? Id,
    [property: Id(2)] PersonaFields Fields);

/// <summary>A row that is not imported, and why. The number is the one that a spreadsheet shows.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.RejectedRow")]
public sealed record RejectedRow(
    [property: Id(0)] string File,
    [property: Id(1)] int Row,
    [property: Id(2)] string Reason);
