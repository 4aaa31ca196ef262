using Inference.ApiKeys;
using Inference.Documents;
using Inference.Identity;

namespace Inference.Personas;

internal static class PersonaEndpoints
{
    public static void MapPersonas(this IEndpointRouteBuilder routes) =>
        DocumentEndpoints<PersonaFields, PersonaRequest, PersonaRequest, PersonaResponse>.Map(routes, new()
        {
            Noun = "persona",
            NounWithArticle = "a persona",
            OperationNoun = "Persona",
            Path = "/personas",
            IdPrefix = Identifier.Persona,
            ReadScope = ApiKeyScopes.PersonasRead,
            WriteScope = ApiKeyScopes.PersonasWrite,
            CreateExample = """{"name": "Anna Maier", "birthdate": "1990-01-31", "data": {"city": "Vienna"}}""",
            UpdateExample = """{"notes": "Prefers e-mail"}""",
            ListDescription = "Newest first. The reply is an array that holds one page object.",
            ListsInArray = true,
            Grain = static (grains, environment, id) => grains.GetPersona(environment, id),
            Queries = static grains => grains.GetPersonaQueries(),
        });
}
