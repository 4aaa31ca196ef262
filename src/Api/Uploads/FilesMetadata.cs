namespace Inference.Uploads;

/// <summary>Tells the OpenAPI document that an endpoint takes files, under this name.</summary>
internal sealed record FilesMetadata(string Name);
