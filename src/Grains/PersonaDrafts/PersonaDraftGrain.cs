using Inference.Identity;
using Orleans.Placement;

namespace Inference.PersonaDrafts;

// Placed on the silo that received the request: no other call needs the grain.
[GrainType("persona-draft"), PreferLocalPlacement]
internal sealed class PersonaDraftGrain(PersonaDraftGenerator maker) : Grain, IPersonaDraftGrain
{
    public async Task<PersonaDraft> DraftAsync(PersonaDraftCall request, CancellationToken cancellationToken)
    {
        try
        {
            return await maker.GenerateAsync(EnvironmentKey.Parse(this.GetPrimaryKeyString()).Id, request, cancellationToken);
        }
        finally
        {
            DeactivateOnIdle();
        }
    }
}
