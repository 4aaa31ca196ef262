using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Binding;

/// <summary>
/// Tells what an endpoint's body is. Any media type is let through routing, which would refuse others before the caller is known;
/// <see cref="Body{T}"/> refuses them after.
/// </summary>
internal sealed class BodyMetadata(Type type) : IAcceptsMetadata
{
    public const string AnyMediaType = "*/*";

    public IReadOnlyList<string> ContentTypes { get; } = [AnyMediaType];

    public Type RequestType => type;

    public bool IsOptional { get; } = type.IsAssignableTo(typeof(IOptionalBody));
}
