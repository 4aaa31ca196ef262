using System.Diagnostics.CodeAnalysis;
using Inference.ApiKeys;
using Inference.Errors;

namespace Inference.Authentication;

/// <summary>Tells a client why its key did not let it in.</summary>
internal static class Refusals
{
    [DoesNotReturn]
    public static void Throw(HttpResponse response, Admission admission)
    {
        var kind = admission.Refusal ?? throw new ArgumentException("Nothing was refused.", nameof(admission));
        if (kind is ErrorKind.InvalidApiKey or ErrorKind.InactiveApiKey or ErrorKind.ExpiredApiKey)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        throw new InferenceException(kind, admission.Message ?? "The request was refused.", retryAfterSeconds: admission.RetryAfterSeconds);
    }
}
