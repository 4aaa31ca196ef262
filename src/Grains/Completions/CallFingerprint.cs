using Inference.Documents;

namespace Inference.Completions;

/// <summary>Identifies what a call asks for, so that a repeated one can be compared. Whole or streamed makes no difference.</summary>
internal static class CallFingerprint
{
    public static string Of(CompletionCall call) => Fingerprint.Of(call with
    {
        Caller = NoCaller,
        AttributedKeyId = "",
        CorrelationId = null,
        Stream = false,
        IncludesUsage = false,
        Reservation = null,
    });

    // The completion's id is derived from the owner, so a call of another owner is never compared.
    private static Identity.Caller NoCaller { get; } = new() { Environment = "", Owner = "", KeyId = "" };
}
