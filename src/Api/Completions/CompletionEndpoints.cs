using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.OpenApi;

namespace Inference.Completions;

internal static class CompletionEndpoints
{
    /// <summary>The operation whose reply names the completion that the others read.</summary>
    public const string CreateCompletion = "createOpenAICompletion";
    private const string Example = """{"messages": [{"role": "user", "content": "Hello, what can you do?"}]}""";

    public static void MapCompletions(this IEndpointRouteBuilder routes)
    {
        var completions = routes.MapGroup("").WithTags("chats");
        completions.MapPost("/chats", CompleteInChatAsync).RequireScope(ApiKeyScopes.ChatsWrite).WithName("createChatCompletion").ProducesCompletion()
            .WithSummary("Answer in a chat")
            .WithDescription(
                "Answers the conversation through guard, router and expert, and keeps the chat. The reply's `id` is the chat's: sent back, it continues the "
                + "chat; without one a chat is made. With `stream` the reply is server-sent events.")
            .WithExample(Example);
        completions.MapPost("/chat/completions", CompleteAsync).RequireScope(ApiKeyScopes.ChatsWrite).WithName(CreateCompletion).ProducesCompletion()
            .WithSummary("Answer as OpenAI does")
            .WithDescription(
                "The OpenAI-compatible form of the same pipeline; guard and router are off unless the request or the configuration turns them on. Nothing is "
                + "kept but the log, unless `store` is true.")
            .WithExample(Example);
        completions.MapGet("/chat/completions/{id}", ResumeAsync).RequireScope(ApiKeyScopes.ChatsRead).WithName("resumeCompletion").ProducesCompletion()
            .Produces<CompletionResponse>(StatusCodes.Status202Accepted)
            .WithSummary("Read or resume a completion").WithIdFrom(CreateCompletion)
            .WithDescription("One that is running or has ended. As text/event-stream: what comes after Last-Event-ID, then live until the end.");
        completions.MapPost("/chat/completions/{id}/cancel", CancelAsync).RequireScopes(ApiKeyScopes.ChatsWrite, ApiKeyScopes.ChatsRead)
            .WithName("cancelCompletion").Produces<CompletionResponse>(StatusCodes.Status200OK)
            .WithSummary("Cancel a completion").WithIdFrom(CreateCompletion)
            .WithDescription(
                "Stops one that is running; what was generated is kept with finish_reason \"cancelled\". One that has ended stays as it is. Answers the completion "
                + "as it ended. Takes no body, and both scopes, since the reply holds the answer.");
        completions.MapDelete("/chat/completions/{id}", DeleteAsync).RequireScopes(ApiKeyScopes.ChatsWrite, ApiKeyScopes.ChatsRead)
            .WithName("deleteCompletion").Produces<CompletionDeletionResponse>(StatusCodes.Status200OK)
            .WithSummary("Delete a completion").WithIdFrom(CreateCompletion)
            .WithDescription(
                "Deletes what was said in one that has ended: the answer, the contents of the inference log (its row stays, with the numbers, tags and "
                + "metadata) and the turn of the chat that it made; a chat that `store` made is deleted when nothing is left of it. It can be repeated. One that is running is cancelled instead, as by POST …/cancel: "
                + "the reply is then the completion with `deleted: false`, and a second DELETE deletes it. 409 while its chat answers another message. After "
                + "it the completion is 404, for its Idempotency-Key too: nothing is made again under that key.");
        completions.MapStoredCompletions();
    }

    private static RouteHandlerBuilder ProducesCompletion(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<CompletionResponse>(StatusCodes.Status200OK)
        .Produces<CompletionChunk>(StatusCodes.Status200OK, ServerSentEvents.MediaType);

    private static Task<IResult> CompleteInChatAsync(
        Body<CompletionRequest> body,
        Parameters<CompletionParameters> parameters,
        Idempotency call,
        CompletionRunner runner,
        CancellationToken cancellationToken) =>
        runner.RunAsync(CompletionCallFactory.ForChats(body.Value, call.Caller.Caller, parameters.Value.CorrelationId), call, cancellationToken);

    private static Task<IResult> CompleteAsync(
        Body<CompletionRequest> body,
        Parameters<CompletionParameters> parameters,
        Idempotency call,
        CompletionRunner runner,
        CancellationToken cancellationToken) =>
        runner.RunAsync(CompletionCallFactory.ForOpenAI(body.Value, call.Caller.Caller, parameters.Value.CorrelationId), call, cancellationToken);

    private static async Task<IResult> ResumeAsync(
        string id, Parameters<ResumeParameters> parameters, RequestCaller caller, CompletionRunner runner, CancellationToken cancellationToken) =>
        parameters.Value.AsStream
            ? runner.Resume(id, parameters.Value.After, caller, cancellationToken)
            : await runner.ShowAsync(id, caller, cancellationToken);

    private static async Task<IResult> DeleteAsync(string id, RequestCaller caller, CompletionRunner runner, CancellationToken cancellationToken) =>
        await runner.DeleteAsync(id, caller, cancellationToken);

    private static async Task<IResult> CancelAsync(string id, RequestCaller caller, CompletionRunner runner, CancellationToken cancellationToken) =>
        await runner.CancelAsync(id, caller, cancellationToken);
}
