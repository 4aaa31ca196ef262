using System.Collections.Immutable;
using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.Errors;
using Inference.InferenceLogs;
using Inference.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Completions;

/// <summary>OpenAI's lists of stored completions and of their messages.</summary>
internal static class StoredCompletionEndpoints
{
    public static void MapStoredCompletions(this IEndpointRouteBuilder completions)
    {
        completions.MapGet("/chat/completions", ListAsync).RequireScope(ApiKeyScopes.ChatsRead).WithName("listCompletions")
            .WithSummary("List stored completions")
            .WithDescription(
                "The completions that were stored with `store: true`, oldest first. OpenAI's parameters and shape. "
                + "Those of POST /v1/chat/completions that have ended and are not deleted; of every owner for admin keys. What was "
                + "answered by POST /v1/chats is in GET /v1/chats. A page ends early where it would hold more than 8 MiB: has_more says so.");
        completions.MapGet("/chat/completions/{id}/messages", ListMessagesAsync).RequireScope(ApiKeyScopes.ChatsRead).WithName("listCompletionMessages")
            .WithSummary("List the messages of a completion").WithIdFrom(CompletionEndpoints.CreateCompletion)
            .WithDescription(
                "The messages that it was asked with, oldest first. Those of the request, not of the chat that it went on "
                + "with; the answer is the completion itself. 404 where contents are not logged, or deleted.");
    }

    private static async Task<Ok<CompletionListResponse>> ListAsync(
        Parameters<StoredCompletionParameters> parameters, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var query = parameters.Value;
        var page = await grains.GetCompletionQueries().ListAsync(query.ToFilter(caller.Caller), query.ToRequest(), cancellationToken);
        return TypedResults.Ok(new CompletionListResponse
        {
            Data = [.. page.Items.Select(completion => CompletionResponse.From(completion, namesChat: false, isRunning: false))],
            FirstId = page.Items.FirstOrDefault()?.Id,
            LastId = page.Items.LastOrDefault()?.Id,
            HasMore = page.HasMore,
        });
    }

    private static async Task<Ok<CompletionMessagesResponse>> ListMessagesAsync(
        string id, Parameters<ListParameters> parameters, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var part = parameters.Value;
        var messages = await grains.GetCompletion(caller.Caller.Environment, id).GetMessagesAsync(caller.Caller, cancellationToken);
        return TypedResults.Ok(Page(Bodies(messages, id, part.OldestFirst), part));
    }

    private static List<CompletionMessageBody> Bodies(ImmutableArray<LoggedMessage> messages, string id, bool oldestFirst)
    {
        var bodies = messages.Select((message, place) => CompletionMessageBody.From(message, id, place)).ToList();
        if (!oldestFirst)
        {
            bodies.Reverse();
        }

        return bodies;
    }

    private static CompletionMessagesResponse Page(List<CompletionMessageBody> messages, ListParameters part)
    {
        var start = part.After is { } after ? messages.FindIndex(message => message.Id == after) + 1 : 0;
        if (part.After is { } missing && start == 0)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"There is nothing with the id {InferenceException.Quote(missing)} to go on after.", "after");
        }

        var shown = messages.GetRange(start, Math.Min(part.Limit, messages.Count - start));
        return new CompletionMessagesResponse
        {
            Data = shown,
            FirstId = shown.FirstOrDefault()?.Id,
            LastId = shown.LastOrDefault()?.Id,
            HasMore = messages.Count - start > part.Limit,
        };
    }
}
