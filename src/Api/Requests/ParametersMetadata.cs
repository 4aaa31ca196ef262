namespace Inference.Requests;

/// <summary>Tells the OpenAPI document which parameters an endpoint takes.</summary>
internal sealed record ParametersMetadata(IReadOnlyList<Parameter> Parameters);
