using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Inference.Identity;

namespace Inference.ApiKeys;

/// <summary>
/// How API keys are written: <c>inf_ENVIRONMENT_ID_SECRETCHECKSUM</c>, greppable by secret scanners, typos found without a look-up. A key
/// that an operator chose (<c>Inference__AdminKey</c>) is any visible ASCII of 32 to 256 characters; its id is derived from it.
/// </summary>
public static class ApiKeyFormat
{
    private const string Prefix = "inf_";
    private const int IdLength = 32;
    private const int SecretLength = 43; // 62^43 > 2^256
    private const int ChecksumLength = 6; // 62^6 > 2^32
    private const int EnvironmentLength = 4;
    private const int IdStart = 9; // inf_prod_
    private const int SecretStart = IdStart + IdLength + 1;
    private const int ChecksumStart = SecretStart + SecretLength;
    private const int Length = ChecksumStart + ChecksumLength;
    private const int MinAdoptedLength = 32;
    private const int MaxAdoptedLength = 256;
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> SecretCharacters = SearchValues.Create(Digits);

    /// <summary>A new key with 256 random bits.</summary>
    /// <param name="environment"><c>prod</c> or <c>play</c>.</param>
    /// <param name="keyId">As <see cref="Identifier.New"/> makes it.</param>
    public static string Make(string environment, string keyId)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(environment.Length, EnvironmentLength);
        ArgumentOutOfRangeException.ThrowIfNotEqual(keyId.Length, Identifier.ApiKey.Length + IdLength);

        var secret = RandomNumberGenerator.GetString(Digits, SecretLength);
        var body = $"{Prefix}{environment}_{keyId.AsSpan(Identifier.ApiKey.Length)}_{secret}";
        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(Encoding.ASCII.GetBytes(body), checksum);
        return string.Concat(body, checksum);
    }

    /// <summary>Whether this can be a key at all. What it claims is not proven by that.</summary>
    public static bool TryParse(ReadOnlySpan<char> key, out PresentedKey presented)
    {
        presented = default;
        if (key.Length is < MinAdoptedLength or > MaxAdoptedLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[key.Length];
        if (!TryGetVisibleAscii(key, bytes))
        {
            return false;
        }

        // What begins like one of ours is one of ours or nothing: a mistyped key must not be taken for an operator's.
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            presented = new PresentedKey(DeriveId(bytes), SHA256.HashData(bytes));
            return true;
        }

        if (!IsWellFormed(key, bytes))
        {
            return false;
        }

        presented = new PresentedKey(string.Concat(Identifier.ApiKey, key.Slice(IdStart, IdLength)), SHA256.HashData(bytes));
        return true;
    }

    /// <summary>What may be shown of a key after it was made: its kind and the last four characters.</summary>
    public static string Mask(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal)
            ? $"{key.AsSpan(0, IdStart)}…_••••{key.AsSpan(key.Length - 4)}"
            : $"••••{key.AsSpan(key.Length - 4)}";

    private static bool TryGetVisibleAscii(ReadOnlySpan<char> key, Span<byte> bytes)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] is <= ' ' or > '~')
            {
                return false;
            }

            bytes[i] = (byte)key[i];
        }

        return true;
    }

    private static bool IsWellFormed(ReadOnlySpan<char> key, ReadOnlySpan<byte> bytes)
    {
        if (key.Length != Length
            || !ApiKeyEnvironments.Contains(key.Slice(Prefix.Length, EnvironmentLength))
            || key[IdStart - 1] != '_'
            || key[SecretStart - 1] != '_'
            || key.Slice(IdStart, IdLength).ContainsAnyExcept(IdCharacters)
            || key[SecretStart..].ContainsAnyExcept(SecretCharacters))
        {
            return false;
        }

        Span<char> checksum = stackalloc char[ChecksumLength];
        WriteChecksum(bytes[..ChecksumStart], checksum);
        return checksum.SequenceEqual(key[ChecksumStart..]);
    }

    // CRC-32C finds every change within 32 bits in a row, so every mistyped character and every pair that changed places.
    private static void WriteChecksum(ReadOnlySpan<byte> body, Span<char> checksum)
    {
        var crc = uint.MaxValue;
        foreach (var b in body)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        crc = ~crc;
        for (var i = ChecksumLength - 1; i >= 0; i--)
        {
            checksum[i] = Digits[(int)(crc % (uint)Digits.Length)];
            crc /= (uint)Digits.Length;
        }
    }

    // Ids are shown and logged, so the id is not a part of the hash that is stored.
    private static string DeriveId(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData("inference api key id"u8, key, hash);
        return string.Concat(Identifier.ApiKey, Convert.ToHexStringLower(hash[..(IdLength / 2)]));
    }
}
