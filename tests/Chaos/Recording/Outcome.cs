namespace Inference.Recording;

/// <summary>What a client knows of its operation in the end.</summary>
internal enum Outcome
{
    /// <summary>The server said that it was done.</summary>
    Acknowledged = 1,

    /// <summary>The server said that it was not.</summary>
    Refused = 2,

    /// <summary>Nobody said: it was done, or it was not.</summary>
    Unknown = 3,
}
