using System.Collections.Immutable;

namespace Inference.Uploads;

/// <summary>Some rows of one file, on their way to the session. Positions count the rows of all files from 0.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadChunk")]
public sealed record UploadChunk(
    [property: Id(0)] string File,
    [property: Id(1)] int Position,
    [property: Id(2)] ImmutableArray<UploadRow> Rows);
