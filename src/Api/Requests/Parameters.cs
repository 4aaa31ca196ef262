using System.Reflection;
using Inference.Errors;
using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Requests;

/// <summary>
/// An operation's query parameters and headers. Like <see cref="Body{T}"/>, they are read when bound, but what is wrong with them is
/// told only when <see cref="Value"/> is read.
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
        return ValueTask.FromResult<Parameters<T>?>(new(value, reader.Problems.Any ? reader.Problems.ToException() : null));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParametersMetadata(T.All));
}
