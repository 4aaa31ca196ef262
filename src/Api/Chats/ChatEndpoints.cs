using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Documents;
using Inference.Errors;
using Inference.OpenApi;
using Inference.Paging;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Chats;

internal static class ChatEndpoints
{
    public static void MapChats(this IEndpointRouteBuilder routes)
    {
        var chats = routes.MapGroup("/chats").WithTags("chats").WithIdFrom("createChatCompletion");
        chats.MapGet("", ListAsync).WithName("listChats").RequireScope(ApiKeyScopes.ChatsRead)
            .WithSummary("List chats")
            .WithDescription(
                "Newest first, and those whose name contains `name` where it is given. Each chat comes with its 20 latest messages, and with fewer of them (or none) where the page would hold more than 8 MiB; total_messages says "
                + "how many there are. The window reads the others. Names are compared without case, however their accents are composed.");
        chats.MapGet("/{id}", GetAsync).WithName("getChat").RequireScope(ApiKeyScopes.ChatsRead)
            .WithSummary("Read a chat")
            .WithDescription("The chat with every message. Of a chat of more than 32 MiB, the latest messages: fewer than total_messages. The window reads those before.");
        chats.MapPatch("/{id}", UpdateAsync).WithName("updateChat").RequireScopes(ApiKeyScopes.ChatsWrite, ApiKeyScopes.ChatsRead)
            .WithSummary("Change a chat")
            .WithDescription("Changes the given fields; `messages`, when given, replaces the conversation. PUT does the same.")
            .WithExample("""{"name": "First steps"}""");
        chats.MapPut("/{id}", UpdateAsync).RequireScopes(ApiKeyScopes.ChatsWrite, ApiKeyScopes.ChatsRead).ExcludeFromDescription();
        chats.MapDelete("/{id}", DeleteAsync).WithName("deleteChat").RequireScope(ApiKeyScopes.ChatsWrite)
            .WithSummary("Delete a chat").WithDescription("Its messages are deleted with it.");
        chats.MapGet("/{id}/window", GetWindowAsync).WithName("getChatWindow").RequireScope(ApiKeyScopes.ChatsRead)
            .WithSummary("Read a chat's latest messages")
            .WithDescription(
                "The cost does not depend on how long the chat is. Fewer than size where they would be more than 8 MiB, and one at the least: those before the first one shown are read with its first_position as before.");
    }

    private static async Task<Ok<PageResponse<ChatResponse>>> ListAsync(
        Parameters<ChatListParameters> parameters, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var (query, name) = parameters.Value;
        var page = await grains.GetChatQueries().ListAsync(caller.Caller, name, query.ToRequest(), cancellationToken);
        return TypedResults.Ok(query.ToResponse(page, ChatResponse.From));
    }

    private static async Task<Ok<ChatResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var chat = await grains.GetChat(caller.Caller.Environment, id).GetAsync(caller.Caller, cancellationToken);
        return TypedResults.Ok(ChatResponse.From(chat ?? throw InferenceException.NotFound("chat", id)));
    }

    private static async Task<Ok<ChatWindowResponse>> GetWindowAsync(
        string id,
        Parameters<ChatWindowParameters> parameters,
        RequestCaller caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var (size, before) = parameters.Value;
        var chat = await grains.GetChat(caller.Caller.Environment, id).GetWindowAsync(caller.Caller, size, before, cancellationToken);
        return TypedResults.Ok(ChatWindowResponse.From(chat ?? throw InferenceException.NotFound("chat", id)));
    }

    private static async Task<Ok<ChatResponse>> UpdateAsync(
        string id,
        Body<ChatUpdateRequest> body,
        RequestCaller caller,
        IGrainFactory grains,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var update = body.Value.ToUpdate(body.Cleared, clock.GetUtcNow());
        var chat = await grains.GetChat(caller.Caller.Environment, id).UpdateAsync(caller.Caller, update, cancellationToken);
        return TypedResults.Ok(ChatResponse.From(chat));
    }

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        await grains.GetChat(caller.Caller.Environment, id).DeleteAsync(caller.Caller, cancellationToken)
            ? TypedResults.Ok(new DeletedResponse(id))
            : throw InferenceException.NotFound("chat", id);
}
