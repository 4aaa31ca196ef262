namespace Inference.Requests;

/// <summary>What was deleted.</summary>
internal sealed record DeletedResponse(string Id);
