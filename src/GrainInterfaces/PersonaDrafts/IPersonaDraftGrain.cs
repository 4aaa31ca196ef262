using Inference.Errors;
using Inference.Identity;

namespace Inference.PersonaDrafts;

/// <summary>One persona draft while it is made. Get it with <see cref="PersonaDraftGrainFactory.GetPersonaDraft"/>.</summary>
[Alias("Inference.PersonaDrafts.IPersonaDraftGrain")]
public interface IPersonaDraftGrain : IGrainWithStringKey
{
    /// <summary>Makes the draft; its log is stored when this returns. It continues when the caller disconnects.</summary>
    /// <exception cref="InferenceException">
    /// <see cref="ErrorKind.InvalidParamValue"/> for a current draft that is none, or what the model failed with.
    /// </exception>
    [ResponseTimeout("01:00:00")]
    Task<PersonaDraft> DraftAsync(PersonaDraftCall request, CancellationToken cancellationToken = default);
}

/// <summary>The only place that knows how a persona draft's key is built.</summary>
public static class PersonaDraftGrainFactory
{
    public static IPersonaDraftGrain GetPersonaDraft(this IGrainFactory grains, string environment, string id) =>
        grains.GetGrain<IPersonaDraftGrain>(EnvironmentKey.Format(environment, id));
}
