using System.Diagnostics;
using CsCheck;
using Inference.Infrastructure;
using Inference.Messages;

namespace Inference.Guards;

public sealed class GuardPropertyTests
{
    private static readonly LocalGuard Guard = new(new FixedOptions<GuardOptions>(new GuardOptions { MaxCharacters = 200_000 }));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Any_text_is_judged_and_twice_the_same() =>
        Gen.String.Sample(text => Judge(text) == Judge(text));

    [Fact]
    public void What_follows_an_unsafe_prompt_does_not_make_it_safe() =>
        Gen.Select(Gen.Int[0, GuardPrompts.Unsafe.Length - 1], Gen.String[Gen.Char.AlphaNumeric, 0, 40])
            .Sample((prompt, tail) => Judge($"{GuardPrompts.Unsafe[prompt].Prompt}\n\n{tail}") != GuardResult.Safe);

    // Generous enough for a busy machine; an expression that backtracks takes minutes.
    [Fact]
    public void Long_hostile_texts_take_time_in_proportion() =>
        Gen.OneOfConst("sk-", "eyJ", "eyJ.", "-----BEGIN ", "BEGIN RSA ", "4111 ", "1-", "make bomb ", "kill ", "<|", "\u200B", "ghp_", "a.", "\u0301\u0323", "аb", "你", "🇩🇪")
            .Sample(
                piece =>
                {
                    var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
                    var watch = Stopwatch.StartNew();
                    Judge(text);
                    return watch.Elapsed < TimeSpan.FromSeconds(5);
                },
                iter: 17);

    private static string Judge(string text) =>
        Guard.JudgeAsync(new GuardQuestion([new Message { Role = Role.User, Content = text }]), Cancellation).AsTask().Result.Category;
}
