using System.Collections.Immutable;
using System.Text.Json;
using Inference.Messages;
using Inference.Models;
using Inference.Models.Catalog;

namespace Inference.StructuredOutput;

/// <summary>Asks a model for a JSON object and checks it. One that does not pass is shown to the model, with what is wrong with it, once.</summary>
internal sealed class StructuredOutputClient(JsonObjectClient model, ModelCatalog catalog)
{
    // The beginning of a wrong answer is enough for the repair.
    private const int LongestShown = 8_000;

    /// <param name="question">What is asked.</param>
    /// <param name="check">Gives the object's value, or what is wrong with it.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    /// <exception cref="Errors.InferenceException">The model failed.</exception>
    public async Task<StructuredResult<T>> RequestAsync<T>(
        StructuredRequest question, Func<JsonElement, (T? Value, string? Problem)> check, CancellationToken cancellationToken)
        where T : class
    {
        var messages = question.Messages;
        for (var isRepair = false; ; isRepair = true)
        {
            var request = new ModelRequest { Model = question.Model, Messages = messages, Sampling = question.Sampling };
            var (found, answer) = await model.RequestAsync(request, question.Property, cancellationToken);
            if (catalog.IsLocal(answer.Model))
            {
                return new StructuredResult<T>.FellBackToLocal(answer.Model);
            }

            question.OnAnswer(answer);
            var (value, problem) = found is { } json ? Check(json, check) : (null, Missing(question, answer));
            if (value is not null)
            {
                return new StructuredResult<T>.Good(value, found!.Value.GetRawText());
            }

            if (isRepair)
            {
                return new StructuredResult<T>.Unreadable(problem ?? "");
            }

            messages = Repair(messages, answer, problem ?? "");
        }
    }

    private static (T? Value, string? Problem) Check<T>(JsonElement json, Func<JsonElement, (T? Value, string? Problem)> check)
        where T : class
    {
        try
        {
            return check(json);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape, parses as JSON but cannot be read as text.
            return (null, "a text in it is not valid Unicode");
        }
    }

    private static string Missing(StructuredRequest question, ModelAnswer answer) =>
        answer.FinishReason == FinishReason.Length
            ? $"it was cut off before the JSON object with \"{question.Property}\" was complete"
            : $"it has no JSON object with \"{question.Property}\"";

    private static ImmutableArray<Message> Repair(ImmutableArray<Message> messages, ModelAnswer answer, string problem)
    {
        var said = string.IsNullOrEmpty(answer.Content) ? "{}" : answer.Content;
        said = said.Length <= LongestShown ? said : said[..LongestShown] + "…";
        return
        [
            .. messages,
            new Message { Role = Role.Assistant, Content = said },
            new Message
            {
                Role = Role.User,
                Content = $"This answer cannot be used: {problem}. Answer again, with the whole JSON object as you were told and nothing else.",
            },
        ];
    }
}
