using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Binding;

/// <summary>
/// The type of an endpoint's body. It accepts any media type, since routing would refuse others before the caller is authenticated;
/// <see cref="Body{T}"/> refuses them afterwards.
/// </summary>
internal sealed class BodyMetadata(Type type) : IAcceptsMetadata
{
    public const string AnyMediaType = "*/*";

    public IReadOnlyList<string> ContentTypes { get; } = [AnyMediaType];

    public Type RequestType => type;

    public bool IsOptional { get; } = type.IsAssignableTo(typeof(IOptionalBody));
}
