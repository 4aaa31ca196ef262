using System.Reflection;
using Inference.Errors;
using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Binding;

/// <summary>
/// An operation's query parameters and headers. As with <see cref="Body{T}"/>, they are read when bound, and their fault is thrown only when
/// <see cref="Value"/> is read.
/// </summary>
internal sealed class Parameters<T> : IEndpointParameterMetadataProvider
    where T : class, IParameters<T>
{
    private readonly T _value;
    private readonly InferenceException? _fault;

    private Parameters(T value, InferenceException? fault) => (_value, _fault) = (value, fault);

    public T Value => _fault is null ? _value : throw _fault;

    public static ValueTask<Parameters<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var reader = new ParameterReader(context.Request);
        var value = T.Read(reader);
        reader.RefuseOthers(T.All);
        return ValueTask.FromResult<Parameters<T>?>(new(value, reader.Errors.Any ? reader.Errors.ToException() : null));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParametersMetadata(T.All));
}

/// <summary>The query parameters and headers that an operation takes; bind them as <see cref="Parameters{T}"/>.</summary>
internal interface IParameters<TSelf>
    where TSelf : class, IParameters<TSelf>
{
    /// <summary>All of them, as the OpenAPI document shows them.</summary>
    static abstract IReadOnlyList<Parameter> All { get; }

    static abstract TSelf Read(ParameterReader reader);
}

/// <summary>The parameters of an endpoint, for the OpenAPI document.</summary>
internal sealed record ParametersMetadata(IReadOnlyList<Parameter> Parameters);
