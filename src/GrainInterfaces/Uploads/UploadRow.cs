using Inference.Personas;

namespace Inference.Uploads;

/// <summary>A persona as a file has it. The number is the row's as a spreadsheet shows it.</summary>
[GenerateSerializer, Immutable, Alias("Inference.Uploads.UploadRow")]
public sealed record UploadRow(
    [property: Id(0)] int Number,
    [property: Id(1)] string? Id,
    [property: Id(2)] PersonaFields Fields);
