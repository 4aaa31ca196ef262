using System.Security.Cryptography;
using System.Text;
using Inference.Identity;

namespace Inference.Binding;

/// <summary>The header by which a client repeats a call without repeating its effect: the id of what is created is derived from it.</summary>
internal static class IdempotencyKey
{
    public const string ReplayedHeader = "Idempotency-Replayed";

    public static readonly Parameter Parameter = Parameter.Header("Idempotency-Key", minimumLength: 1, maximumLength: 255);

    /// <summary>The same id for the same caller, prefix and key, in the form of any other id.</summary>
    public static string DeriveId(string prefix, Caller caller, string key)
    {
        var text = string.Join('\0', prefix, caller.Environment, caller.Owner, key);
        return prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
