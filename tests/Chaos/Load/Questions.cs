namespace Inference.Load;

/// <summary>Makes questions that are unique in the run, long enough to be streamed for a moment.</summary>
internal sealed class Questions
{
    private static readonly string[] Subjects = ["hills", "bridges", "gates", "fountains", "museums", "churches", "gardens", "markets"];

    private int _asked;

    public string Next(string asker)
    {
        var number = Interlocked.Increment(ref _asked);
        return $"Question {number} of {asker}: how many {Subjects[number % Subjects.Length]} does the city of Rome have, and which one of them is the oldest?";
    }
}
