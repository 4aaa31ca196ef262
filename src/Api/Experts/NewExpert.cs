using Inference.Authentication;
using Inference.Identity;
using Inference.Requests;

namespace Inference.Experts;

/// <summary>Makes an expert, or finds the one that the same call made before.</summary>
internal sealed class NewExpert(IGrainFactory grains, TimeProvider clock, RequestCaller caller, HttpResponse response)
{
    public static ValueTask<NewExpert?> BindAsync(HttpContext context) => ValueTask.FromResult<NewExpert?>(new(
        context.RequestServices.GetRequiredService<IGrainFactory>(),
        context.RequestServices.GetRequiredService<TimeProvider>(),
        RequestCaller.Of(context),
        context.Response));

    public async Task<Expert> CreateAsync(ExpertFields fields, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var environment = caller.Caller.Environment;
        if (idempotencyKey is null)
        {
            return await grains.GetExpert(environment, Identifier.New(Identifier.Expert, clock.GetUtcNow())).CreateAsync(fields, cancellationToken);
        }

        var expert = grains.GetExpert(environment, IdempotencyKey.DeriveId(Identifier.Expert, caller.Caller, idempotencyKey));
        if (await expert.GetAsync(cancellationToken) is not null)
        {
            response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        return await expert.CreateAsync(fields, cancellationToken);
    }
}
