using System.Reflection;
using Inference.Authentication;
using Inference.Errors;
using Inference.Identity;
using Microsoft.AspNetCore.Http.Metadata;

namespace Inference.Binding;

/// <summary>
/// A call that creates something, and may be repeated under an Idempotency-Key. As with <see cref="Body{T}"/>, a fault of the header is thrown only when
/// it is used.
/// </summary>
internal sealed class Idempotency : IEndpointParameterMetadataProvider
{
    private readonly HttpContext _context;
    private readonly string? _key;
    private readonly InferenceException? _fault;

    private Idempotency(HttpContext context)
    {
        var reader = new ParameterReader(context.Request);
        (_context, _key) = (context, reader.Text(IdempotencyKey.Parameter));
        _fault = reader.Errors.Any ? reader.Errors.ToException() : null;
    }

    public RequestCaller Caller => RequestCaller.Of(_context);

    /// <summary>Whether the client may repeat the call.</summary>
    public bool HasKey => _fault is null ? _key is not null : throw _fault;

    public static ValueTask<Idempotency?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Idempotency?>(new(context));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ParametersMetadata([IdempotencyKey.Parameter]));

    /// <summary>The id of what is created: with a key the same each time.</summary>
    public string NewId(string prefix) => HasKey
        ? IdempotencyKey.DeriveId(prefix, Caller.Caller, _key!)
        : Identifier.New(prefix, _context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    /// <summary>Marks the response as the reply of an earlier call.</summary>
    public void MarkReplayed() => _context.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
}
