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
