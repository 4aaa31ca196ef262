namespace Inference.OpenApi;

/// <summary>Tells the OpenAPI document a request body, as JSON, that the endpoint answers well.</summary>
internal sealed record ExampleMetadata(string Json);

/// <summary>Tells the OpenAPI document an id that every server has.</summary>
internal sealed record PathExampleMetadata(string Id);
