using Inference.Documents;

namespace Inference.Completions;

/// <summary>Tells whether a repeated call asks for the same. Whether it is answered whole or streamed is not part of the question.</summary>
internal static class CallFingerprint
{
    public static string Of(CompletionCall call) => Fingerprint.Of(call with
    {
        Caller = Anybody,
        AttributedKeyId = "",
        CorrelationId = null,
        Stream = false,
        IncludesUsage = false,
        Reservation = null,
    });

    // Who may repeat the call is settled by its id, which an owner's key alone leads to.
    private static Identity.Caller Anybody { get; } = new() { Environment = "", Owner = "", KeyId = "" };
}
