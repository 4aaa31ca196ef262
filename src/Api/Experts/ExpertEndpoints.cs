using Inference.ApiKeys;
using Inference.Documents;
using Inference.Identity;

namespace Inference.Experts;

internal static class ExpertEndpoints
{
    public static void MapExperts(this IEndpointRouteBuilder routes) =>
        DocumentEndpoints<ExpertFields, CreateExpertRequest, ExpertRequest, ExpertResponse>.Map(routes, new()
        {
            Noun = "expert",
            NounWithArticle = "an expert",
            OperationNoun = "Expert",
            Path = "/experts",
            IdPrefix = Identifier.Expert,
            ReadScope = ApiKeyScopes.ExpertsRead,
            WriteScope = ApiKeyScopes.ExpertsWrite,
            CreateExample = """
                {
                  "name": "Billing",
                  "description": "Plans and prices, invoices, payments and refunds",
                  "context": "You answer questions about invoices. Refunds take five working days.",
                  "examples": ["When do I get my money back?"]
                }
                """,
            UpdateExample = """{"description": "Plans, prices, invoices, payments and refunds"}""",
            Grain = static (grains, environment, id) => grains.GetExpert(environment, id),
            Queries = static grains => grains.GetExpertQueries(),
        });
}
