using Orleans.Placement;

namespace Inference.PersonaDrafts;

// The silo that took the request makes the draft: nobody else needs the grain.
[GrainType("persona-draft"), PreferLocalPlacement]
internal sealed class PersonaDraftGrain(PersonaDraftMaker maker) : Grain, IPersonaDraftGrain
{
    public async Task<PersonaDraft> DraftAsync(PersonaDraftCall request, CancellationToken cancellationToken)
    {
        try
        {
            return await maker.MakeAsync(this.GetPrimaryKeyString().Split('/', 2)[1], request, cancellationToken);
        }
        finally
        {
            DeactivateOnIdle();
        }
    }
}
