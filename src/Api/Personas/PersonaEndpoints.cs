using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Documents;
using Inference.Identity;
using Inference.OpenApi;
using Inference.Paging;
using Inference.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Inference.Personas;

internal static class PersonaEndpoints
{
    public static IServiceCollection AddPersonas(this IServiceCollection services) => services.AddJson(PersonaJson.Default);

    public static RouteGroupBuilder MapPersonas(this IEndpointRouteBuilder routes)
    {
        var personas = routes.MapGroup("/personas").WithTags("personas").WithIdFrom("createPersona");
        personas.MapGet("", ListAsync).RequireScope(ApiKeyScopes.PersonasRead)
            .WithName("listPersonas").WithSummary("List personas")
            .WithDescription("Newest first. The reply is an array that holds one page object.");
        personas.MapPost("", CreateAsync).RequireScope(ApiKeyScopes.PersonasWrite)
            .WithName("createPersona").WithSummary("Create a persona")
            .WithExample("""{"name": "Anna Maier", "birthdate": "1990-01-31", "data": {"city": "Vienna"}}""");
        personas.MapGet("/{id}", GetAsync).RequireScope(ApiKeyScopes.PersonasRead)
            .WithName("getPersona").WithSummary("Read a persona");
        personas.MapPatch("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.PersonasWrite)
            .WithName("updatePersona").WithSummary("Change a persona")
            .WithDescription("Changes the given fields; null clears one. PUT does the same.")
            .WithExample("""{"notes": "Prefers e-mail"}""");
        personas.MapPut("/{id}", UpdateAsync).RequireScope(ApiKeyScopes.PersonasWrite).ExcludeFromDescription();
        personas.MapDelete("/{id}", DeleteAsync).RequireScope(ApiKeyScopes.PersonasWrite)
            .WithName("deletePersona").WithSummary("Delete a persona");
        return personas;
    }

    private static async Task<Ok<PageResponse<PersonaResponse>[]>> ListAsync(
        Parameters<PersonaQuery> query, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var page = await grains.GetPersonaQueries().ListAsync(caller.Caller.Environment, query.Value.Page.ToRequest(), cancellationToken);
        return TypedResults.Ok<PageResponse<PersonaResponse>[]>([query.Value.Page.ToResponse(page, PersonaResponse.From)]);
    }

    private static async Task<Created<PersonaResponse>> CreateAsync(
        Body<PersonaRequest> body, Idempotency call, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var persona = await grains.GetPersona(caller.Caller.Environment, call.NewId(Identifier.Persona))
            .CreateAsync(body.Value.ToFields(), call, cancellationToken);
        return TypedResults.Created($"/v1/personas/{persona.Id}", PersonaResponse.From(persona));
    }

    private static async Task<Ok<PersonaResponse>> GetAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(PersonaResponse.From(
            await grains.GetPersona(caller.Caller.Environment, id).ReadAsync("persona", id, cancellationToken)));

    private static async Task<Ok<PersonaResponse>> UpdateAsync(
        string id, Body<PersonaRequest> body, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(PersonaResponse.From(
            await grains.GetPersona(caller.Caller.Environment, id).UpdateAsync(body.Value.ToFields(), [.. body.Cleared], cancellationToken)));

    private static async Task<Ok<DeletedResponse>> DeleteAsync(
        string id, RequestCaller caller, IGrainFactory grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(await grains.GetPersona(caller.Caller.Environment, id).RemoveAsync("persona", id, cancellationToken));
}
