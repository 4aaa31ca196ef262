using System.Text.Json;
using Inference.Errors;
using Inference.InferenceLogs;
using Inference.Ledger;
using Inference.Messages;
using Inference.Models.Catalog;
using Inference.StructuredOutput;
using Inference.Tokens;

namespace Inference.PersonaDrafts;

/// <summary>From a prompt to a logged draft. Read it top to bottom.</summary>
internal sealed class PersonaDraftGenerator(
    StructuredOutputClient model, ModelCatalog catalog, TokenCounter tokens, LogRecorder recorder, OwnerQuota quota, TimeProvider clock)
{
    private const string Api = "/v1/personas/completion";
    private const string Type = "persona";

    public async Task<PersonaDraft> GenerateAsync(string id, PersonaDraftCall call, CancellationToken cancellationToken)
    {
        await quota.EnsureRoomAsync(call.Caller, cancellationToken);
        var (current, history) = (Current(call.Current), DraftHistory.Read(call.History));
        var (began, now) = (clock.GetTimestamp(), clock.GetUtcNow());
        var made = new AnsweredCall(id, call.Caller, catalog.Default, now)
        {
            Api = Api,
            Type = Type,
            Messages = PersonaDraftPrompt.Text(call.Prompt, current, history, now),
        };
        try
        {
            var draft = await DraftAsync(call, current, history, made);
            made.Content = draft;
            made.FinishReason = FinishReason.Stop;
            made.Elapsed = clock.GetElapsedTime(began);
            await recorder.RecordAsync(made);
            return new PersonaDraft(draft, made.Usage);
        }
        catch (Exception failure)
        {
            made.Elapsed = clock.GetElapsedTime(began);
            await recorder.RecordFailureAsync(made, failure);
            throw;
        }
    }

    private async Task<string> DraftAsync(PersonaDraftCall call, DraftFields? current, DraftHistory history, AnsweredCall made)
    {
        if (catalog.IsLocal(made.Model))
        {
            return await DraftLocallyAsync(call, current, history, made);
        }

        // A request to a model is paid for, so it continues when the caller disconnects.
        switch (await model.RequestAsync(Question(made), DraftCheck.Check, CancellationToken.None))
        {
            case StructuredResult<string>.Good good:
                return good.Value;
            case StructuredResult<string>.FellBackToLocal local:
                made.Model = local.Model;
                return await DraftLocallyAsync(call, current, history, made);
            case StructuredResult<string>.Unreadable unreadable:
                // The reply is the draft itself and has no place for an error.
                throw new InferenceException(
                    ErrorKind.ModelError, $"The model '{made.Model}' gave no draft that could be used: {unreadable.Problem}.");
            default:
                throw new InvalidOperationException("There is no other outcome.");
        }
    }

    private static StructuredRequest Question(AnsweredCall made) => new()
    {
        Model = made.Model,
        Messages = made.Messages.Insert(0, new Message { Role = Role.System, Content = PersonaDraftPrompt.Instructions }),
        Property = DraftCheck.Persona,
        OnAnswer = made.AddAnswer,
    };

    // With a draft at hand the dialogue that led to it has been read; without one, it is all there is.
    private async Task<string> DraftLocallyAsync(PersonaDraftCall call, DraftFields? current, DraftHistory history, AnsweredCall made)
    {
        var (draft, usage) = await LargeTextWork.RunAsync(
            TokenCounter.LengthOf(made.Messages), () => Draft(call, current, history, made), CancellationToken.None);
        made.AddUsage(usage);
        return draft;
    }

    private (string Draft, Usage Usage) Draft(PersonaDraftCall call, DraftFields? current, DraftHistory history, AnsweredCall made)
    {
        var today = DateOnly.FromDateTime(made.CreatedAt.UtcDateTime);
        var draft = current ?? new DraftFields();
        foreach (var said in current is null ? history.Prompts.Add(call.Prompt) : [call.Prompt])
        {
            LocalDraft.Revise(draft, said, today);
        }

        var json = draft.ToJson();
        return (json, new Usage(tokens.Count(made.Messages), tokens.Count(json)));
    }

    private static DraftFields? Current(string? json)
    {
        if (json is null)
        {
            return null;
        }

        using var current = JsonDocument.Parse(json);
        var (draft, problems) = DraftFields.Read(current.RootElement);
        return problems.IsEmpty
            ? draft
            : throw new InferenceException(
                ErrorKind.InvalidParamValue, $"current_persona: {string.Join("; ", problems)}.", "current_persona");
    }
}
