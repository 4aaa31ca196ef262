using System.Collections.Immutable;

namespace Inference.Trees;

/// <summary>Literals that are known edge cases of parsers, databases, terminals and arithmetic.</summary>
internal static class EdgeCaseLiterals
{
    /// <summary>A line in the format of the server's log: found there as a line of its own, it was forged by a client.</summary>
    public const string ForgedLine = "2026-01-01T00:00:00.000Z info  Forged.Line: planted by a client";

    public static readonly ImmutableArray<string> Numbers =
    [
        "0", "-0", "-1", "1", "0.5", "1e400", "-1e400", "1e-400", "2147483647", "2147483648", "-2147483649", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "18446744073709551616", "1.0", "1e0", "1E+2", "0.1e1", "00", "01", "+1", ".5", "1.", "NaN",
        "Infinity", "-", new('9', 400), "0." + new string('3', 400), "1e" + new string('9', 30),
    ];

    public static readonly ImmutableArray<string> Texts =
    [
        "\"\"", "\" \"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\ud800\"", "\"\\udfff\"", "\"\\udfff\\ud800\"", "\"a\\ud83d\"", "\"\\ud83d\\ude00\"", "\"😀👩‍👩‍👧‍👦\"",
        "\"\\u202eabc\\u202c\"", "\"e\\u0301\\u0327\"", "\"\\u001b[2J\\u001b[31mred\"", "\"\\r\\nx-injected: 1\\r\\n\\r\\n\"", $"\"a\\n{ForgedLine}\"",
        "\"\\u0085\\u2028\\u2029\"", "\"\\ufeff\"", "\"\\uffff\"", "\"\\t\\b\\f\"", "\"'; drop table inference_chats; --\"", "\"%\"", "\"_\"", "\"../../../x\"",
        "\"<script>alert(1)</script>\"", "\"{{date}} {{user}} {{metadata.a}} {{\"", "\"null\"", "\"true\"", "\"2024-02-30\"", "\"2024-02-30T25:61:61Z\"",
        "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+14:00\"", "\"data: [DONE]\\n\\nid: 1\"", "\"\\x41\"", "\"\\u12\"", "\"unclosed",
        "\"\\ud83d\\ud83d\\ude00\"", "\"İıſK\"",
        // Unbroken texts stay short here: what they cost is measured elsewhere.
        $"\"{new string('a', 4_000)}\"", $"\"{new string('漢', 2_000)}\"", LongText(10_000), LongText(100_000), LongText(1_000_000),
    ];

    public static readonly ImmutableArray<string> Names =
    [
        "\"\"", "\"\\ud800\"", "\"\\udfff\"", "\"a\\ud83d\"", "\"\\u0000\"", "\"__proto__\"", "\"constructor\"", "\"$type\"", "\"$ref\"", "\"$id\"", "\"a.b\"",
        "\"a[0]\"", "\"a['b']\"", "\"\\u0001\\u001f\"", "\"\\u001b[31m\"", "\"\\n\"", $"\"a\\n{ForgedLine}\"", "\"😀\"", "\"\\ud83d\\ude00\"", "\"\\u202e\"",
        "\"\\\"\"", "\"\\\\\"", "\" \"", "\"'\"", "\"id \"", $"\"{new string('n', 10_000)}\"", $"\"{new string('n', 41)}\"", "unquoted", "1", "null",
    ];

    public static readonly ImmutableArray<int> Depths = [2, 8, 31, 32, 33, 57, 58, 59, 60, 61, 62, 63, 64, 65, 128, 1_000, 100_000];

    private static string LongText(int length) => $"\"{string.Concat(Enumerable.Repeat("word ", length / 5))}\"";
}
