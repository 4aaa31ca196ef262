using Inference.ApiKeys;
using Inference.Documents;
using Inference.Identity;

namespace Inference.Actions;

internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder routes) =>
        DocumentEndpoints<ActionFields, CreateActionRequest, ActionRequest, ActionResponse>.Map(routes, new()
        {
            Noun = "action",
            NounWithArticle = "an action",
            OperationNoun = "Action",
            Path = "/actions",
            IdPrefix = Identifier.Action,
            ReadScope = ApiKeyScopes.ActionsRead,
            WriteScope = ApiKeyScopes.ActionsWrite,
            CreateExample = """
                {
                  "name": "Renewal call",
                  "description": "Talk about renewing the car insurance",
                  "type": "call",
                  "priority": "high",
                  "status": "active",
                  "channel": "phone"
                }
                """,
            UpdateExample = """{"priority": "very_high"}""",
            UpdateDescription = "Changes the given fields; null clears one. `group` must be an action group's id. PUT does the same.",
            Grain = static (grains, environment, id) => grains.GetAction(environment, id),
            Queries = static grains => grains.GetActionQueries(),
        });
}
