using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Identity;
using Inference.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Orleans.Storage;

namespace Inference.Insights;

internal static class InsightEndpoints
{
    public static void MapInsights(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/insights", CreateAsync).WithTags("insights").RequireScope(ApiKeyScopes.InsightsWrite)
            .WithName("createInsight")
            .WithSummary("Create an insight")
            .WithExample("""{"actions": ["act_…"], "client": "Anna drives a lot. Her car insurance ends soon."}""")
            .WithIdInBodyFrom("createAction", $$"""{"actions": ["{{LinkTransformer.Id}}"], "client": "Anna drives a lot. Her car insurance ends soon."}""")
            .WithDescription(
                "Says which of the given actions to take with a client, why, through which channel and when. `actions` are ids that `POST /v1/actions` "
                + "answered. Only actions that are active and now within their dates can be asked for. Guard and router are not run. An answer of the model's "
                + "that cannot be used is repaired once; after that `finish_reason` is \"error\", `error` says why, and `insight` holds what the model said.");

    private static async Task<Ok<InsightResponse>> CreateAsync(
        Body<InsightRequest> body, Idempotency repetition, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var call = new InsightCall(caller.Caller, body.Value.ToQuestion(), repetition.HasKey);
        var id = repetition.NewId(Identifier.Insight);
        var used = 0;
        try
        {
            var made = await MakeAsync(grains.GetInsight(caller.Caller.Environment, id), call, cancellationToken);
            if (made.Replayed)
            {
                repetition.MarkReplayed();
            }

            used = made.Replayed ? 0 : made.Insight.Usage.TotalTokens;
            return TypedResults.Ok(InsightResponse.From(made.Insight));
        }
        finally
        {
            await caller.SettleAsync(grains, used);
        }
    }

    private static async Task<MadeInsight> MakeAsync(IInsightGrain insight, InsightCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await insight.MakeAsync(call, cancellationToken);
        }
        catch (InconsistentStateException)
        {
            // A duplicate activation, which the directory allows for a moment, was deactivated; the next call finds the other's insight.
            return await insight.MakeAsync(call, cancellationToken);
        }
    }
}
