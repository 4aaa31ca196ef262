using System.Diagnostics.CodeAnalysis;

namespace Inference.OpenApi;

internal static class ExampleExtensions
{
    /// <summary>A body to begin with: as few fields as are useful, and a success when it is sent as it stands.</summary>
    public static TBuilder WithExample<TBuilder>(this TBuilder builder, [StringSyntax(StringSyntaxAttribute.Json)] string json)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ExampleMetadata(json));

    /// <summary>An id for the path that every server has.</summary>
    public static TBuilder WithPathExample<TBuilder>(this TBuilder builder, string id)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new PathExampleMetadata(id));

    /// <summary>The id in the path is one that this operation answered.</summary>
    public static TBuilder WithIdFrom<TBuilder>(this TBuilder builder, string operation, string member = "id")
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LinkMetadata(operation, member, Body: null));

    /// <summary>The body holds an id that this operation answered: <see cref="LinkTransformer.Id"/> in its place.</summary>
    public static TBuilder WithIdInBodyFrom<TBuilder>(
        this TBuilder builder, string operation, [StringSyntax(StringSyntaxAttribute.Json)] string body)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new LinkMetadata(operation, "id", body));
}
