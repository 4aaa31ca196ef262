using System.Collections.Immutable;
using Inference.ActionGroups;
using Inference.Actions;
using Inference.Documents;
using Inference.Errors;
using Inference.Identity;
using Inference.Personas;

namespace Inference.Insights;

/// <summary>Reads what a question names.</summary>
internal sealed class InsightSubjects(IGrainFactory grains, TimeProvider clock)
{
    /// <exception cref="InferenceException"><see cref="ErrorKind.InvalidParamValue"/>: a persona does not exist, or actions do not count, and why.</exception>
    public async Task<InsightSubject> ReadAsync(string environment, InsightQuestion question, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var client = ReadClientAsync(environment, question.Client, cancellationToken);
        var actions = await Task.WhenAll(question.Actions.Select(id => ReadActionAsync(environment, id, cancellationToken)));
        Refuse(question.Actions, actions, now);
        var groups = await ReadGroupsAsync(environment, actions, cancellationToken);
        return new InsightSubject(
            now,
            await client,
            [.. actions.Select(action => new InsightAction(action!.Id, action.Fields, groups.GetValueOrDefault(action.Fields.Group ?? "")))]);
    }

    private async Task<InsightClient> ReadClientAsync(string environment, string client, CancellationToken cancellationToken)
    {
        var id = client.Trim();
        if (!id.StartsWith(Identifier.Persona, StringComparison.Ordinal) || id.Any(char.IsWhiteSpace))
        {
            return new InsightClient(client, null);
        }

        var persona = await grains.GetPersona(environment, id).GetAsync(cancellationToken)
            ?? throw new InferenceException(ErrorKind.InvalidParamValue, $"client: there is no persona {InferenceException.Quote(id)}.", "client");
        return new InsightClient(id, persona.Fields);
    }

    // A text that cannot be an id activates no grain.
    private async Task<Document<ActionFields>?> ReadActionAsync(string environment, string id, CancellationToken cancellationToken) =>
        id.StartsWith(Identifier.Action, StringComparison.Ordinal)
            ? await grains.GetAction(environment, id).GetAsync(cancellationToken)
            : null;

    private async Task<Dictionary<string, ActionGroupFields>> ReadGroupsAsync(
        string environment, Document<ActionFields>?[] actions, CancellationToken cancellationToken)
    {
        var ids = actions.Select(action => action!.Fields.Group).OfType<string>().Distinct();
        var groups = await Task.WhenAll(ids.Select(id => grains.GetActionGroup(environment, id).GetAsync(cancellationToken)));
        return groups.OfType<Document<ActionGroupFields>>().ToDictionary(group => group.Id, group => group.Fields);
    }

    private static void Refuse(ImmutableArray<string> ids, Document<ActionFields>?[] actions, DateTimeOffset now)
    {
        var problems = ids.Zip(actions, (id, action) => (Id: id, Problem: action is null ? "does not exist" : Problem(action.Fields, now)))
            .Where(found => found.Problem is not null)
            .Select(found => $"{found.Id} {found.Problem}")
            .ToList();
        if (problems.Count > 0)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"actions: {string.Join("; ", problems)}.", "actions");
        }
    }

    private static string? Problem(ActionFields action, DateTimeOffset now) =>
        action.CountsAt(now) ? null
        : action.Status != ActionStatus.Active ? $"is {action.Status?.ToString().ToLowerInvariant() ?? "draft"}, not active"
        : now < action.StartDate ? $"starts only at {action.StartDate:yyyy-MM-dd'T'HH:mm:ss'Z'}"
        : $"ended at {action.EndDate:yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
