namespace Inference.Recording;

/// <summary>An operation of a client, retries included.</summary>
internal interface IOperation
{
    /// <summary>Its name in the printed table.</summary>
    string Kind { get; }

    Outcome Outcome { get; }

    /// <summary>When the first attempt was sent.</summary>
    DateTimeOffset Began { get; }

    /// <summary>When the client had its answer, or gave up.</summary>
    DateTimeOffset Ended { get; }
}

/// <summary>The outcome of an operation as its client knows it.</summary>
internal enum Outcome
{
    /// <summary>The server reported success.</summary>
    Acknowledged = 1,

    /// <summary>The server reported a failure.</summary>
    Refused = 2,

    /// <summary>No answer: it was done, or it was not.</summary>
    Unknown = 3,
}
