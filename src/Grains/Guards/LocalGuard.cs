using Inference.Completions;
using Microsoft.Extensions.Options;

namespace Inference.Guards;

/// <summary>
/// Judges by patterns and a small lexicon of English: quick, deterministic and blind to what it has no phrase for. Categories that
/// configuration adds have no phrases; they take a model-backed guard.
/// </summary>
internal sealed class LocalGuard(IOptionsMonitor<GuardOptions> options) : IGuard
{
    // A request that was refused stays in the history that a client sends again; it must not close the conversation for good.
    private const float RefusedFactor = 0.4f;

    private static readonly int InjectionPlace = GuardCategories.PlaceOf(GuardCategories.PromptInjection);
    private static readonly int PrivacyPlace = GuardCategories.PlaceOf(GuardCategories.Privacy);
    private static readonly GuardVerdict Nothing = new(GuardResult.Safe, "No phrase or pattern of a configured category was found.", Usage.None);

    private volatile LocalGuardRules? _rules;

    public ValueTask<GuardVerdict> JudgeAsync(GuardQuestion question, CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        var rules = _rules;
        if (rules is null || !ReferenceEquals(rules.Options, current))
        {
            _rules = rules = new LocalGuardRules(current);
        }

        return ValueTask.FromResult(Judge(question, rules));
    }

    private static GuardVerdict Judge(GuardQuestion question, LocalGuardRules rules)
    {
        GuardFinding? worst = null;
        var left = rules.Options.MaxCharacters;
        var wasRefused = false;
        for (var i = question.Messages.Length - 1; i >= 0 && left > 0; i--)
        {
            var message = question.Messages[i];
            if (message.Role is Role.User or Role.Tool)
            {
                var text = Newest(message.Content, ref left);
                var finding = Find(text, message.Role == Role.Tool, wasRefused ? RefusedFactor : 1, rules);
                worst = GuardFinding.Worst(worst, finding);
            }

            wasRefused = message.Role == Role.Assistant && message.Content == rules.Options.Refusal;
        }

        return worst is null ? Nothing : new GuardVerdict(worst.Category, worst.Reasoning, Usage.None);
    }

    private static ReadOnlySpan<char> Newest(string? content, ref int left)
    {
        var text = content.AsSpan();
        text = text.Length <= left ? text : text[^left..];
        left -= text.Length;
        return text;
    }

    private static GuardFinding? Find(ReadOnlySpan<char> text, bool fromTool, float factor, LocalGuardRules rules)
    {
        GuardFinding? worst = null;
        if (GuardPatterns.HasSpeakerMark(text))
        {
            worst = GuardFinding.Of(rules[InjectionPlace], factor, "a mark by which a text poses as another speaker");
        }

        // What a tool found is for the tool's owner to answer for, except where it talks to the model.
        if (!fromTool && GuardPatterns.FindSecret(text) is { } secret)
        {
            worst = GuardFinding.Worst(worst, GuardFinding.Of(rules[PrivacyPlace], factor, secret));
        }

        using var words = new GuardWords(text);
        Span<GuardEvidence> evidence = stackalloc GuardEvidence[GuardCategories.BuiltIn.Length];
        evidence.Clear();
        GuardLexicon.BuiltIn.Judge(words.Numbers, evidence);
        for (var place = 0; place < evidence.Length; place++)
        {
            if (evidence[place].Score > 0 && (!fromTool || place == InjectionPlace))
            {
                worst = GuardFinding.Worst(worst, GuardFinding.Of(rules[place], evidence[place].Score * factor, "a phrase of the lexicon"));
            }
        }

        return worst;
    }
}
