using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.InferenceLogs;

internal static class LogEndpoints
{
    public static RouteGroupBuilder MapInferenceLogs(this IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup("/inference-logs").WithTags("inference logs");
        logs.MapGet("", ListAsync).RequireScope(ApiKeyScopes.LogsRead)
            .WithName("listInferenceLogs").WithSummary("List inference logs")
            .WithDescription("Newest first; of every owner for admin keys.");
        return logs;
    }

    private static async Task<Ok<PageResponse<LogResponse>>> ListAsync(
        Parameters<LogQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var (filter, page) = (query.Value.ToFilter(caller.Caller), query.Value.Page);
        var logs = await grains.GetInferenceLogQueries().ListAsync(filter, page.ToRequest(), cancellationToken);
        return TypedResults.Ok(page.ToResponse(logs, LogResponse.From));
    }
}
