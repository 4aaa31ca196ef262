namespace Inference.Messages;

/// <summary>
/// The members of a model server's answer that the product has no use for itself and passes on: a JSON object with up to three members, each an object of what was
/// found there, as in <c>{"answer":{"system_fingerprint":"fp"},"choice":{"logprobs":{…}},"message":{"annotations":[…]}}</c>. In a stream each piece has those of
/// its chunk, <c>message</c> being the delta's; the pieces of a whole answer are merged to one. Halves of surrogate pairs and NUL are replaced by U+FFFD.
/// </summary>
/// <remarks>
/// Where an answer's own members are texts, numbers or booleans (<c>system_fingerprint</c>, <c>service_tier</c>), they hold for all chunks that follow, and a
/// stream has them again only where their values change.
/// </remarks>
public static class AnswerExtra
{
    /// <summary>Levels of JSON that an answer may have. What is cut out of it has no more, and is read again with the same bound.</summary>
    public const int MaxDepth = 512;

    /// <summary>Members of the answer, or the chunk, itself.</summary>
    public const string Answer = "answer";

    /// <summary>Members of its choice.</summary>
    public const string Choice = "choice";

    /// <summary>Members of its message, or delta.</summary>
    public const string Message = "message";

    /// <summary>Whether a piece has members of the message, which are a part of the answer as a refusal is, and not only of what stands around it.</summary>
    public static bool HasMessage(string? extra) => extra?.Contains($"\"{Message}\":", StringComparison.Ordinal) is true;
}
