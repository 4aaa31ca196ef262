using Inference.Language;
using Inference.Retrieval;

namespace Inference.Models.Local;

/// <summary>Cuts sources into the sentences that may be quoted, and leaves out what only tells a model how to behave.</summary>
internal static class QuotableSentences
{
    private static readonly HashSet<string> Orders = new(
        [
            "act", "address", "always", "answer", "ask", "avoid", "be", "behave", "decline", "do", "dont", "ensure", "explain", "focus", "help", "if", "keep",
            "make", "maintain", "never", "only", "please", "provide", "quote", "refer", "refuse", "remember", "reply", "respond", "speak", "stay", "use",
            "when", "write", "you", "youre", "your",
        ],
        StringComparer.Ordinal);

    private static readonly HashSet<string> Addressees = new(
        ["answer", "answers", "answering", "assistant", "customer", "customers", "reply", "respond", "tone", "polite", "politely", "user", "users", "you", "your", "concise", "helpful", "language"],
        StringComparer.Ordinal);

    public static List<Quotable> Of(IEnumerable<LocalSource> sources)
    {
        var sentences = new List<Quotable>();
        foreach (var source in sources)
        {
            string? heading = null;
            foreach (var line in source.Text.AsSpan().EnumerateLines())
            {
                var trimmed = line.Trim();
                if (PassageSplitter.IsHeading(trimmed))
                {
                    heading = trimmed.TrimStart("# ").ToString();
                    continue;
                }

                Add(trimmed, source, heading, sentences);
            }
        }

        return sentences;
    }

    private static void Add(ReadOnlySpan<char> line, LocalSource source, string? heading, List<Quotable> sentences)
    {
        while (line.Length > 0)
        {
            var length = Sentences.FirstLength(line);
            var text = line[..length].Trim().TrimStart("-*• ").ToString();
            line = line[length..];
            if (text.Length > 0 && !(source.Name == LocalSource.Context && IsInstruction(text)))
            {
                sentences.Add(new Quotable(source, sentences.Count, heading, text));
            }
        }
    }

    // An order by its first word that speaks of the one who answers or who asks; "You are" and "Your task" always do.
    private static bool IsInstruction(string text)
    {
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(text, buffer);
        if (!words.MoveNext() || !Orders.Contains(words.Word.ToString()))
        {
            return false;
        }

        if (words.Word is "you" or "youre" or "your" or "answer" or "respond" or "reply" or "act" or "be" or "speak" or "behave")
        {
            return true;
        }

        while (words.MoveNext())
        {
            if (Addressees.Contains(words.Word.ToString()))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A sentence that may be quoted: of which source, where in the order of all, and under which heading.</summary>
internal sealed record Quotable(LocalSource Source, int Order, string? Heading, string Text);
