namespace Inference.Routing;

/// <summary>Reads the latest user messages into weighted features: the last one says most.</summary>
internal static class QuestionReader
{
    private const float Word = 1f;
    private const float StopWord = 0.3f;
    private const float Pair = 0.5f;
    private const float Gram = 0.1f;

    // Each earlier message says a third of the next.
    private const float Fading = 0.33f;

    // The beginning and the end of a message tell what it is about; what is pasted between them costs time and tells less.
    private const int MaxCharacters = 2_000;

    public static void Read(ReadOnlySpan<string> messages, FeatureBag bag)
    {
        var weight = 1f;
        for (var i = messages.Length - 1; i >= 0; i--)
        {
            ReadMessage(messages[i], weight, bag);
            weight *= Fading;
        }

        bag.Merge();
        bag.Weigh(Word, StopWord, Pair, Gram);
    }

    private static void ReadMessage(string message, float weight, FeatureBag bag)
    {
        if (message.Length <= MaxCharacters)
        {
            TextFeatures.Read(message, weight, bag);
            return;
        }

        TextFeatures.Read(message.AsSpan(0, MaxCharacters / 2), weight, bag);
        TextFeatures.Read(message.AsSpan(message.Length - MaxCharacters / 2), weight, bag);
    }
}
