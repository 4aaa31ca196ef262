using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Inference.Completions.Contract;

/// <summary>
/// What a request's other members say of the tokens that its answer may take. Servers have limits of their own beside or instead of <c>max_tokens</c>, and
/// which of them a server obeys is its own: the largest counts.
/// </summary>
internal sealed class AnswerEstimate
{
    private const int BytesPerToken = 4;

    // Ollama's, TGI's, SGLang's, Gemini's and Qwen's, and what OpenAI's clients wrap such members in.
    private static readonly HashSet<string> Groups =
        ["options", "parameters", "samplingparams", "generationconfig", "extrabody", "extra", "chattemplatekwargs", "google"];

    private static readonly HashSet<string> ThinkingGroups = ["thinking", "reasoning", "thinkingconfig"];

    private long _most;
    private long _least;
    private long _thinking;
    private long _prediction;
    private long _choices = 1;
    private bool _hasNoLimit;
    private bool _isEmpty = true;

    /// <summary><see langword="null"/> where none of the members changes the tokens.</summary>
    public static AnswerEstimate? Of(IReadOnlyDictionary<string, JsonElement> members)
    {
        var estimate = new AnswerEstimate();
        foreach (var (name, value) in members)
        {
            estimate.Read(name, value, isThinking: false);
        }

        return estimate._isEmpty ? null : estimate;
    }

    /// <summary>The tokens of all answers, at most as many as an <see cref="int"/> holds.</summary>
    /// <param name="stated">The limit of <c>max_tokens</c>, if there is one.</param>
    /// <param name="unstated">Tokens of an answer without a limit.</param>
    public long Tokens(int? stated, int unstated)
    {
        var most = Math.Max(stated ?? 0, _most);
        var answer = Math.Max(most == 0 || _hasNoLimit ? Math.Max(most, unstated) : most, _least);
        return (long)Int128.Min(int.MaxValue, (Int128)(answer + _thinking + _prediction) * _choices);
    }

    private void Read(string name, JsonElement value, bool isThinking)
    {
        // Gemini's names are in camel case.
        name = name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        if (value.ValueKind == JsonValueKind.Object)
        {
            ReadObject(name, value);
        }
        else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
        {
            ReadCount(name, value, isThinking);
        }
    }

    private void ReadObject(string name, JsonElement value)
    {
        var isThinking = ThinkingGroups.Contains(name);
        if (isThinking || Groups.Contains(name))
        {
            foreach (var member in value.EnumerateObject())
            {
                Read(member.Name, member.Value, isThinking);
            }
        }
        else if (name == "prediction")
        {
            // What of it is not in the answer is charged for.
            Take(ref _prediction, JsonMarshal.GetRawUtf8Value(value).Length / BytesPerToken);
        }
    }

    private void ReadCount(string name, JsonElement value, bool isThinking)
    {
        switch (name)
        {
            case "maxtokens" or "budgettokens" when isThinking:
            case "maxreasoningtokens" or "thinkingbudget" or "thinkingbudgettokens" or "thinkingtokenbudget" or "reasoningbudget":
                Take(ref _thinking, CountOf(value));
                break;
            case "npredict" or "maxnewtokens" or "numpredict" or "maxoutputtokens" or "maxtokens" or "maxcompletiontokens":
            case "maxtokenstosample" or "maxgenlen" or "maxlength":
                var most = CountOf(value);
                _hasNoLimit |= most < 0;
                Take(ref _most, most);
                break;
            case "mintokens" or "minnewtokens":
                Take(ref _least, CountOf(value));
                break;
            case "bestof" or "n" or "numreturnsequences" or "numbeams":
                Take(ref _choices, CountOf(value));
                break;
        }
    }

    private void Take(ref long largest, long count)
    {
        largest = Math.Max(largest, count);
        _isEmpty = false;
    }

    /// <summary>A number, also one in quotes, which some servers take; -1 where it stands for no limit. What is no number is refused by the server.</summary>
    private static long CountOf(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsNaN(number)
            ? (long)Math.Clamp(number, -1, int.MaxValue)
            : 0;
    }
}
