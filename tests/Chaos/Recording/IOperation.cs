namespace Inference.Recording;

/// <summary>Something that a client did, retries included.</summary>
internal interface IOperation
{
    /// <summary>What the table calls it.</summary>
    string Kind { get; }

    Outcome Outcome { get; }

    /// <summary>When the first attempt was sent.</summary>
    DateTimeOffset Began { get; }

    /// <summary>When the client had its answer, or gave up.</summary>
    DateTimeOffset Ended { get; }
}
