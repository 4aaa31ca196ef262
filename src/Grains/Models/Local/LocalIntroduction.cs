using System.Globalization;
using System.Text;
using Inference.Experts;
using Inference.Routing;

namespace Inference.Models.Local;

/// <summary>What the local model says when it has nothing to quote: what it is, and which experts the environment has or how to make one.</summary>
internal static class LocalIntroduction
{
    private const int MostExperts = 8;
    private const int LongestDescription = 120;

    private const string Self =
        "I am “local”, the model that is built into this server. I am small and no language model: I answer with sentences that I find in experts' documents.";

    private const string HowToBegin =
        """
        This environment has no experts yet. To make one, at this server's address:

        curl http://localhost:8080/v1/experts -H "Authorization: Bearer $INFERENCE_KEY" -H "Content-Type: application/json" -d '{"name": "Billing", "description": "Plans, prices and refunds", "file_context": [{"name": "prices.md", "content": "The team plan costs 40 euros a month."}]}'

        Then ask POST /v1/chats what the team plan costs. For answers in a language model's own words, configure the server of one: Models:Catalog:NAME:Endpoint and Models:Default.
        """;

    /// <param name="question">What nothing was found for.</param>
    /// <param name="hasSources">Whether there was anything to look in.</param>
    /// <param name="experts">The environment's.</param>
    public static string To(string question, bool hasSources, ExpertIndex experts)
    {
        var text = new StringBuilder();
        if (SubjectlessQuestion.Is(question))
        {
            text.Append(Self).Append(experts.Count == 0 ? " " : "\n\n");
        }
        else
        {
            text.Append(LocalAnswer.Nothing).Append(' ')
                .Append(hasSources ? "What I was given to look in does not say it. " : experts.Count == 0 ? "" : "No expert was chosen for it. ")
                .Append(experts.Count == 0 ? Self + " " : "");
        }

        return experts.Count == 0 ? text.Append(HowToBegin).ToString() : Append(text, experts).ToString();
    }

    private static StringBuilder Append(StringBuilder text, ExpertIndex experts)
    {
        text.Append("The experts of this environment, whom POST /v1/chats chooses from:");
        for (var place = 0; place < experts.Count && place < MostExperts; place++)
        {
            text.Append("\n- ").Append(Describe(experts[place]));
        }

        return experts.Count > MostExperts
            ? text.Append(CultureInfo.InvariantCulture, $"\nand {experts.Count - MostExperts} more; GET /v1/experts lists them.")
            : text;
    }

    private static string Describe(Expert expert)
    {
        var description = (expert.Fields.Description ?? "").ReplaceLineEndings(" ").Trim();
        if (description.Length > LongestDescription)
        {
            var end = char.IsHighSurrogate(description[LongestDescription - 1]) ? LongestDescription - 1 : LongestDescription;
            description = description[..end] + "…";
        }

        return description.Length == 0 ? expert.Fields.Name ?? expert.Id : $"{expert.Fields.Name}: {description}";
    }
}
