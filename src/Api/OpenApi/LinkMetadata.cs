namespace Inference.OpenApi;

/// <summary>Tells the OpenAPI document which operation's answer has the id that an endpoint takes.</summary>
/// <param name="From">The operation, by its id.</param>
/// <param name="Member">The member of its answer.</param>
/// <param name="Body">A request body with the id in it, where the endpoint takes it there and not in its path.</param>
internal sealed record LinkMetadata(string From, string Member, string? Body);
