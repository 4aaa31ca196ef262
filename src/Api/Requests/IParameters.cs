namespace Inference.Requests;

/// <summary>The query parameters and headers that an operation takes; bind them as <see cref="Parameters{T}"/>.</summary>
internal interface IParameters<TSelf>
    where TSelf : class, IParameters<TSelf>
{
    /// <summary>All of them, as the OpenAPI document shows them.</summary>
    static abstract IReadOnlyList<Parameter> All { get; }

    static abstract TSelf Read(ParameterReader reader);
}
