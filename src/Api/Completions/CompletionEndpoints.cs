using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Requests;

namespace Inference.Completions;

internal static class CompletionEndpoints
{
    public static void MapCompletions(this IEndpointRouteBuilder routes)
    {
        var completions = routes.MapGroup("").WithTags("chats").RequireScope(ApiKeyScopes.ChatsWrite);
        completions.MapPost("/chats", CompleteInChatAsync).WithName("createChatCompletion").AnswersOrStreams()
            .WithSummary("Answer the conversation through guard, router and expert, and keep the chat.");
        completions.MapPost("/chat/completions", CompleteAsync).WithName("createOpenAICompletion").AnswersOrStreams()
            .WithSummary("The OpenAI-compatible form of the same pipeline; nothing is kept but the log, unless `store` is true.");
    }

    private static RouteHandlerBuilder AnswersOrStreams(this RouteHandlerBuilder endpoint) => endpoint
        .Produces<CompletionResponse>(StatusCodes.Status200OK)
        .Produces<CompletionChunk>(StatusCodes.Status200OK, "text/event-stream");

    private static Task<IResult> CompleteInChatAsync(
        Body<CompletionRequest> body,
        Parameters<CompletionParameters> parameters,
        RequestCaller caller,
        CompletionRunner runner,
        CancellationToken cancellationToken) =>
        runner.RunAsync(
            CompletionCallFactory.ForChats(body.Value, caller.Caller, parameters.Value.CorrelationId),
            new CompletionForm(NamesChat: true, IncludesUsage: true),
            caller,
            cancellationToken);

    private static Task<IResult> CompleteAsync(
        Body<CompletionRequest> body,
        Parameters<CompletionParameters> parameters,
        RequestCaller caller,
        CompletionRunner runner,
        CancellationToken cancellationToken) =>
        runner.RunAsync(
            CompletionCallFactory.ForOpenAI(body.Value, caller.Caller, parameters.Value.CorrelationId),
            new CompletionForm(NamesChat: false, IncludesUsage: body.Value.StreamOptions?.IncludeUsage is true),
            caller,
            cancellationToken);
}
