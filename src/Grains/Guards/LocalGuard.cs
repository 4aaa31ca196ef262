using System.Collections.Immutable;
using Inference.Language;
using Inference.Messages;
using Inference.Tokens;
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

    // In words. Two weak phrases speak for each other when they are this near, wherever in the text they are.
    private const int Window = 3_000;
    private const int Overlap = 500;

    private static readonly int InjectionPlace = GuardCategories.PlaceOf(GuardCategories.PromptInjection);
    private static readonly int PrivacyPlace = GuardCategories.PlaceOf(GuardCategories.Privacy);
    private static readonly GuardVerdict Nothing = new(GuardResult.Safe, "No phrase or pattern of a configured category was found.", Usage.None);

    private volatile LocalGuardRules? _rules;

    public ValueTask<GuardVerdict> JudgeAsync(GuardQuestion question, CancellationToken cancellationToken) =>
        JudgeAsync(GuardReader.Read(question, options.CurrentValue.Refusal), cancellationToken);

    public ValueTask<GuardVerdict> JudgeAsync(ImmutableArray<GuardExcerpt> excerpts, CancellationToken cancellationToken)
    {
        var current = options.CurrentValue;
        var rules = _rules;
        if (rules is null || !ReferenceEquals(rules.Options, current))
        {
            _rules = rules = new LocalGuardRules(current);
        }

        var characters = excerpts.Sum(excerpt => (long)excerpt.Text.Length);
        return LargeTextWork.RunAsync(characters, () => Judge(excerpts, rules, cancellationToken), cancellationToken);
    }

    private static GuardVerdict Judge(ImmutableArray<GuardExcerpt> excerpts, LocalGuardRules rules, CancellationToken cancellationToken)
    {
        GuardFinding? worst = null;
        for (var i = excerpts.Length - 1; i >= 0; i--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var factor = excerpts[i].WasRefused ? RefusedFactor : 1;
            worst = GuardFinding.Worst(worst, Find(excerpts[i].Text, GuardScope.Of(excerpts[i].Source), factor, rules));
        }

        return worst is null ? Nothing : new GuardVerdict(worst.Category, worst.Reasoning, Usage.None);
    }

    private static GuardFinding? Find(string text, GuardScope scope, float factor, LocalGuardRules rules)
    {
        GuardFinding? worst = null;
        var plain = PlainText.Of(text);
        var isPlain = ReferenceEquals(plain, text);
        if (scope.Injection > 0 && (GuardPatterns.HasSpeakerMark(text) || (!isPlain && GuardPatterns.HasSpeakerMark(plain))))
        {
            worst = GuardFinding.Of(rules[InjectionPlace], factor, "a mark by which a text poses as another speaker");
        }

        if (scope.Secrets && (GuardPatterns.FindSecret(text) ?? (isPlain ? null : GuardPatterns.FindSecret(plain))) is { } secret)
        {
            worst = GuardFinding.Worst(worst, GuardFinding.Of(rules[PrivacyPlace], factor, secret));
        }

        using var words = new GuardWords(plain);
        for (var start = 0; start < words.Numbers.Length; start += Window - Overlap)
        {
            var end = Math.Min(words.Numbers.Length, start + Window);
            worst = GuardFinding.Worst(worst, Find(words.Numbers, start..end, scope, factor, rules));
            if (end == words.Numbers.Length)
            {
                break;
            }
        }

        return worst;
    }

    private static GuardFinding? Find(ReadOnlySpan<uint> words, Range window, GuardScope scope, float factor, LocalGuardRules rules)
    {
        GuardFinding? worst = null;
        Span<GuardEvidence> evidence = stackalloc GuardEvidence[GuardCategories.BuiltIn.Length];
        evidence.Clear();
        GuardLexicon.BuiltIn.Judge(words, window, scope.HeedsNegation, evidence);
        for (var place = 0; place < evidence.Length; place++)
        {
            var score = evidence[place].Score * factor * (place == InjectionPlace ? scope.Injection : scope.Content);
            if (score > 0)
            {
                worst = GuardFinding.Worst(worst, GuardFinding.Of(rules[place], score, "a phrase of the lexicon"));
            }
        }

        return worst;
    }
}
