using Inference.ApiKeys;
using Inference.Documents;
using Inference.Identity;

namespace Inference.ActionGroups;

internal static class ActionGroupEndpoints
{
    public static void MapActionGroups(this IEndpointRouteBuilder routes) =>
        DocumentEndpoints<ActionGroupFields, CreateActionGroupRequest, ActionGroupRequest, ActionGroupResponse>.Map(routes, new()
        {
            Noun = "action group",
            NounWithArticle = "an action group",
            OperationNoun = "ActionGroup",
            Path = "/action-groups",
            IdPrefix = Identifier.ActionGroup,
            ReadScope = ApiKeyScopes.ActionsRead,
            WriteScope = ApiKeyScopes.ActionsWrite,
            CreateExample = """{"name": "Renewals", "description": "Contracts that end soon"}""",
            UpdateExample = """{"description": "Contracts that end within three months"}""",
            DeleteDescription = "A group that an action names is 409.",
            Grain = static (grains, environment, id) => grains.GetActionGroup(environment, id),
            Queries = static grains => grains.GetActionGroupQueries(),
        });
}
