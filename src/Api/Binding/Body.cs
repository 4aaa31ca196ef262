using System.Reflection;
using System.Runtime.ExceptionServices;
using Inference.Authentication;
using Inference.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Inference.Binding;

/// <summary>
/// A JSON request body. It is read and validated when the parameters are bound, but its fault is thrown only when <see cref="Value"/> is read, so that
/// admission refuses the caller first.
/// </summary>
internal sealed class Body<T> : IReservesTokens, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly ExceptionDispatchInfo? _fault;

    public Body(T value, IReadOnlyList<string> cleared) => (ValueOrDefault, Cleared) = (value, cleared);

    public Body(Exception fault) => _fault = ExceptionDispatchInfo.Capture(fault);

    public T Value
    {
        get
        {
            _fault?.Throw();
            return ValueOrDefault!;
        }
    }

    /// <summary>The value, or <see langword="null"/> when it is not valid.</summary>
    public T? ValueOrDefault { get; }

    /// <summary>Names, as in the contract, of the top-level fields that are given as null; of an <see cref="IPatch"/> only.</summary>
    public IReadOnlyList<string> Cleared { get; } = [];

    long IReservesTokens.EstimateTokens() => (ValueOrDefault as IReservesTokens)?.EstimateTokens() ?? 0;

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var services = context.RequestServices;
        try
        {
            return await BodyBytes.ReadAsync(
                context.Request,
                BodyLimit.Of(typeof(T), services.GetRequiredService<IOptions<ApiOptions>>().Value),
                (services.GetRequiredService<BodyJsonOptions>().TypeOf<T>(), MediaType.FindFault(context.Request)),
                BodyParser<T>.Parse);
        }
        catch (Exception fault)
        {
            // Of any kind, a broken connection included: the request counts for its key first, and the handler throws it.
            return new Body<T>(fault);
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T)));
}

/// <summary>A request body that changes what is given, and clears what is given as null: <see cref="Body{T}.Cleared"/>.</summary>
internal interface IPatch;

/// <summary>A request body that takes a part of its own JSON over as it came.</summary>
internal interface ISourceBody
{
    /// <summary>Called once, with a body that is valid.</summary>
    void KeepSource(ReadOnlySpan<byte> json);
}

/// <summary>A request body that may hold images and files: see <see cref="BodyLimit"/>.</summary>
internal interface ILargeBody;

/// <summary>A request body that may be left out: then it is read as an empty object.</summary>
internal interface IOptionalBody;
