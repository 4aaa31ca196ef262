using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Inference.Guards;

/// <summary>The built-in categories of risk, and what configuration makes of them.</summary>
internal static class GuardCategories
{
    public const string Privacy = "privacy";
    public const string PromptInjection = "prompt_injection";

    public const double DefaultThreshold = 0.5;

    /// <summary>Where a text is of two categories to the same degree, the earlier one counts.</summary>
    public static readonly ImmutableArray<GuardRule> BuiltIn =
    [
        Rule("sexual_minors", "Sexual content about anyone under 18, or seeking, making or sharing it; grooming."),
        Rule("self_harm", "Encouraging, planning or asking for ways of suicide, self-injury or eating disorders; a person at risk of it."),
        Rule("weapons", "Making, obtaining illegally or using weapons, explosives, chemical, biological, radiological or nuclear agents."),
        Rule("violence", "Threats, planning, praise or instructions of violence against people or animals; terrorism."),
        Rule("sexual", "Pornographic or sexually explicit content; sexual acts without consent; trafficking for sex."),
        Rule("hate", "Attacks or contempt for people because of origin, religion, sex, orientation, disability or the like."),
        Rule("harassment", "Bullying, stalking, intimidation, doxing or degrading of a person."),
        Rule("drugs", "Making, buying, selling or smuggling illegal drugs; misuse of medicines."),
        Rule("cyber", "Malware, break-ins to systems or accounts, attacks on services, theft of credentials."),
        Rule("money_laundering", "Hiding where money comes from, structuring payments, evading sanctions, financing terrorism."),
        Rule("corruption", "Bribery, kickbacks, influence peddling, rigging of tenders or elections."),
        Rule("tax_evasion", "Hiding income or assets from tax authorities, false returns, sham invoices."),
        Rule("false_identity", "Forged documents, stolen or invented identities, passing as someone else to deceive."),
        Rule("fraud", "Scams, phishing, deceiving people or companies for money, fake reviews, counterfeits."),
        Rule("crime", "Planning, committing or hiding other crimes: theft, burglary, kidnapping, human trafficking, extortion."),
        Rule(Privacy, "Secrets and personal data that should not be here (keys, card numbers), or finding out or exposing those of others."),
        Rule("misinformation", "Making up news, statements or evidence that deceive the public about health, elections or events."),
        Rule(PromptInjection, "Attempts to override the instructions of the system, to make it reveal them, or instructions hidden in data or tool results."),
        Rule("regulated_advice", "Personal medical, legal or financial advice that takes a licensed professional: diagnoses, doses, what to invest in."),
        Rule("other", "Anything else that an ordinary company would not want its assistant to do."),
    ];

    /// <summary>
    /// The categories in force: the built-in ones as configuration changes them, then the ones that it adds. The local guard has no words
    /// for added ones; only a model that reads their definition can judge by them.
    /// </summary>
    public static ImmutableArray<GuardRule> Configured(GuardOptions options)
    {
        var rules = ImmutableArray.CreateBuilder<GuardRule>();
        foreach (var rule in BuiltIn)
        {
            var change = options.Categories.GetValueOrDefault(rule.Key);
            if (change is null or { Enabled: true })
            {
                rules.Add(change is null ? rule : Apply(change, rule));
            }
        }

        foreach (var (key, category) in options.Categories.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (category.Enabled && !BuiltIn.Any(rule => string.Equals(rule.Key, key, StringComparison.OrdinalIgnoreCase)))
            {
                rules.Add(Apply(category, Rule(key, key)));
            }
        }

        return rules.ToImmutable();
    }

    public static int PlaceOf(string key)
    {
        for (var place = 0; place < BuiltIn.Length; place++)
        {
            if (BuiltIn[place].Key == key)
            {
                return place;
            }
        }

        throw new ArgumentException($"There is no built-in category '{key}'.", nameof(key));
    }

    private static GuardRule Apply(GuardCategory change, GuardRule rule) => rule with
    {
        Name = change.Name ?? rule.Name,
        Definition = change.Definition ?? rule.Definition,
        Threshold = change.Threshold ?? rule.Threshold,
    };

    private static GuardRule Rule(string key, string definition) => new(key, key, definition, DefaultThreshold);
}

/// <summary>One category of risk as configured under <c>Guard:Categories:NAME</c>. What is not given is as the built-in category has it.</summary>
internal sealed class GuardCategory
{
    /// <summary>False removes the category.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The name that verdicts carry in its place.</summary>
    public string? Name { get; set; }

    /// <summary>Its definition in the prompt of the model-backed guard.</summary>
    public string? Definition { get; set; }

    /// <summary>From 0 to 1: the score from which the local guard speaks up; lower is stricter.</summary>
    [Range(0.0, 1.0)]
    public double? Threshold { get; set; }
}
