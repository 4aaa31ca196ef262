using System.Text.Json;
using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.PersonaDrafts;

internal static class PersonaDraftEndpoints
{
    public static void MapPersonaDrafts(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/personas/completion", CompleteAsync).WithTags("personas").RequireScope(ApiKeyScopes.PersonasWrite)
            .WithName("completePersona")
            .WithSummary("Draft a persona")
            .WithExample("""{"prompt": "Her name is Anna Maier, born on 31 January 1990. Car: an old Golf"}""")
            .WithDescription(
                "Drafts or revises a persona from a prompt, the current draft and the history of the dialogue. The default model answers; guard and router are not run, and nothing is kept but the log. An answer of the model's that cannot be "
                + "used is repaired once; after that it is 502. The built-in model finds fields that the prompt states and changes nothing else.");

    private static async Task<Ok<IReadOnlyDictionary<string, JsonElement>>> CompleteAsync(
        Body<PersonaCompletionRequest> body, RequestCaller caller, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var call = body.Value.ToCall(caller.Caller);
        var id = Identifier.New(Identifier.Completion, clock.GetUtcNow());
        var used = 0;
        try
        {
            var draft = await grains.GetPersonaDraft(caller.Caller.Environment, id).DraftAsync(call, cancellationToken);
            used = draft.Usage.TotalTokens;
            return TypedResults.Ok(FreeJson.Read(draft.Persona)!.Value.Deserialize(ApiJson.Default.IReadOnlyDictionaryStringJsonElement)!);
        }
        finally
        {
            await caller.SettleAsync(grains, used);
        }
    }
}
