using System.Runtime.InteropServices;
using Inference.Language;

namespace Inference.Retrieval;

/// <summary>Passages and an inverted index over their words, ranked by BM25. Immutable once built.</summary>
internal sealed class PassageIndex
{
    private const float Saturation = 1.2f;
    private const float LengthShare = 0.75f;

    private readonly List<Passage> _passages = [];
    private readonly List<int> _lengths = [];
    private readonly Dictionary<uint, List<Posting>> _postings = [];
    private float _averageLength;

    public PassageIndex(IReadOnlyList<ExpertDocument> documents)
    {
        for (var document = 0; document < documents.Count; document++)
        {
            foreach (var text in PassageSplitter.Split(documents[document].Text))
            {
                Add(new Passage(document, text), documents[document].Name);
            }
        }

        _averageLength = _lengths.Count == 0 ? 1 : Math.Max(1, (float)_lengths.Average());
    }

    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>The passages that share a word with the question, best first; earlier ones first among equals.</summary>
    public int[] Rank(string question)
    {
        var scores = new float[_passages.Count];
        foreach (var word in Words(question).Distinct())
        {
            if (_postings.TryGetValue(word, out var postings))
            {
                Add(postings, scores);
            }
        }

        var ranked = new List<int>();
        for (var passage = 0; passage < scores.Length; passage++)
        {
            if (scores[passage] > 0)
            {
                ranked.Add(passage);
            }
        }

        ranked.Sort((a, b) => scores[a] == scores[b] ? a.CompareTo(b) : scores[b].CompareTo(scores[a]));
        return [.. ranked];
    }

    private void Add(List<Posting> postings, float[] scores)
    {
        var rarity = MathF.Log(1 + (_passages.Count - postings.Count + 0.5f) / (postings.Count + 0.5f));
        foreach (var (passage, count) in postings)
        {
            var halfway = Saturation * (1 - LengthShare + LengthShare * _lengths[passage] / _averageLength);
            scores[passage] += rarity * count / (count + halfway);
        }
    }

    private void Add(Passage passage, string documentName)
    {
        var number = _passages.Count;
        var length = 0;
        // The document's name says what all of its passages are about.
        foreach (var word in Words(passage.Text).Concat(Words(documentName)))
        {
            length++;
            ref var postings = ref CollectionsMarshal.GetValueRefOrAddDefault(_postings, word, out _);
            postings ??= [];
            if (postings.Count > 0 && postings[^1].Passage == number)
            {
                postings[^1] = new Posting(number, postings[^1].Count + 1);
            }
            else
            {
                postings.Add(new Posting(number, 1));
            }
        }

        _passages.Add(passage);
        _lengths.Add(length);
    }

    private static List<uint> Words(string text)
    {
        var found = new List<uint>(text.Length / 6);
        Span<char> buffer = stackalloc char[WordReader.MaxLength];
        var words = new WordReader(text, buffer);
        while (words.MoveNext())
        {
            if (!StopWords.Contains(words.Word))
            {
                found.Add(TextHash.Of(words.Word[..Stemmer.Stem(words.Word)]));
            }
        }

        return found;
    }

    private readonly record struct Posting(int Passage, int Count);
}

/// <summary>A piece of a document, small enough to be put into a prompt and large enough to be understood by itself.</summary>
internal readonly record struct Passage(int Document, string Text);
