namespace Inference.Guards;

/// <summary>The rules in force by the place of their built-in category; <see langword="null"/> where configuration removes one.</summary>
internal sealed class LocalGuardRules
{
    private readonly GuardRule?[] _rules;

    public LocalGuardRules(GuardOptions options)
    {
        Options = options;
        var configured = GuardCategories.Configured(options).ToDictionary(rule => rule.Key, StringComparer.OrdinalIgnoreCase);
        _rules = [.. GuardCategories.BuiltIn.Select(rule => configured.GetValueOrDefault(rule.Key))];
    }

    public GuardOptions Options { get; }

    public GuardRule? this[int place] => _rules[place];
}

/// <summary>A category of risk as it is in force: its built-in key, the name that verdicts carry, what it means, and its threshold.</summary>
internal sealed record GuardRule(string Key, string Name, string Definition, double Threshold);

/// <summary>How far a text is judged, by whose words it is.</summary>
/// <param name="Content">What phrases of harm count for.</param>
/// <param name="Injection">What phrases and marks of injections count for.</param>
/// <param name="Secrets">Whether secrets must not be in it.</param>
/// <param name="HeedsNegation">Whether it names what is forbidden or was refused, as rules and answers do.</param>
internal sealed record GuardScope(float Content, float Injection, bool Secrets, bool HeedsNegation)
{
    // Descriptions of tools contain mild instructions; an attempt to override the prompt still scores above them.
    private const float MildInjection = 0.6f;

    private static readonly GuardScope User = new(1, 1, Secrets: true, HeedsNegation: false);

    // What a tool found is for the tool's owner to answer for, except where it talks to the model.
    private static readonly GuardScope Tool = new(0, 1, Secrets: false, HeedsNegation: false);

    // The author of a system message gives the instructions and cannot override them.
    private static readonly GuardScope System = new(1, 0, Secrets: true, HeedsNegation: true);

    private static readonly GuardScope Assistant = new(1, 1, Secrets: false, HeedsNegation: true);

    private static readonly GuardScope Definition = new(1, MildInjection, Secrets: false, HeedsNegation: true);

    private static readonly GuardScope Stop = new(1, 0, Secrets: false, HeedsNegation: true);

    public static GuardScope Of(GuardSource source) => source switch
    {
        GuardSource.User => User,
        GuardSource.Tool => Tool,
        GuardSource.System => System,
        GuardSource.Assistant => Assistant,
        GuardSource.Definition => Definition,
        GuardSource.Stop => Stop,
    };
}
