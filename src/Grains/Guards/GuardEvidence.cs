namespace Inference.Guards;

/// <summary>What speaks for a category in one text: the two heaviest phrases, so that a long text does not add up to a risk by its length.</summary>
internal struct GuardEvidence
{
    private float _first;
    private float _second;

    /// <summary>The words of the heaviest phrase.</summary>
    public (int Start, int End) Place { get; private set; }

    /// <summary>From 0 to 1: either phrase alone may be wrong, both seldom are.</summary>
    public readonly float Score => 1 - (1 - _first) * (1 - _second);

    public void Add(float weight, int start, int end)
    {
        if (weight > _first)
        {
            // Phrases that overlap are one piece of evidence told twice.
            _second = start < Place.End && Place.Start < end ? _second : _first;
            _first = weight;
            Place = (start, end);
        }
        else if (weight > _second && !(start < Place.End && Place.Start < end))
        {
            _second = weight;
        }
    }
}
