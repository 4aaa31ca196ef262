using System.Collections.Immutable;
using System.Globalization;
using Inference.Errors;
using Inference.Validation;
using Microsoft.Extensions.Primitives;

namespace Inference.Binding;

/// <summary>Reads parameters of a request and collects their validation errors.</summary>
internal sealed class ParameterReader(HttpRequest request)
{
    private const int MaxName = 64;

    public ValidationErrors Errors { get; } = new();

    public int? Integer(Parameter parameter)
    {
        if (Find(parameter, out var name) is not { } text)
        {
            return parameter.Default;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= (parameter.Minimum ?? int.MinValue)
            && value <= (parameter.Maximum ?? int.MaxValue))
        {
            return value;
        }

        Errors.Invalid(name, $"must be an integer{Range(parameter)}");
        return parameter.Default;
    }

    public string? Text(Parameter parameter)
    {
        if (Find(parameter, out var name) is not { } text)
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            Errors.Invalid(name, "must not have NUL characters");
        }
        else if (parameter.Values is { Count: > 0 } values && !values.Contains(text))
        {
            Errors.Invalid(name, $"must be one of {string.Join(", ", values)}");
        }
        else if (text.Length < (parameter.Minimum ?? 0) || text.Length > (parameter.Maximum ?? int.MaxValue))
        {
            Errors.Invalid(name, $"must have {Range(parameter).TrimStart()} characters");
        }

        return text;
    }

    public bool? Boolean(Parameter parameter)
    {
        if (Find(parameter, out var name) is not { } text)
        {
            return null;
        }

        if (!bool.TryParse(text, out var value))
        {
            Errors.Invalid(name, "must be true or false");
        }

        return value;
    }

    /// <summary>The texts of <c>name[key]=text</c>, by their keys.</summary>
    public ImmutableDictionary<string, string> Entries(Parameter parameter)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Query)
        {
            if (!name.StartsWith($"{parameter.Name}[", StringComparison.Ordinal) || !name.EndsWith(']'))
            {
                continue;
            }

            var (key, text) = (name[(parameter.Name.Length + 1)..^1], values.ToString());
            if (values.Count != 1 || key.Contains('\0', StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
            {
                Errors.Invalid(name, "must be given once, without NUL characters");
            }

            entries[key] = text;
        }

        return entries.ToImmutable();
    }

    public DateTimeOffset? Time(Parameter parameter)
    {
        if (Find(parameter, out var name) is not { } text)
        {
            return null;
        }

        // An offset's plus sign that was not escaped arrives as a space; a space between date and time stays one.
        if (Rfc3339.TryParse(PlusAt(text, text.Length - "+00:00".Length), out var value))
        {
            return value;
        }

        Errors.Invalid(name, $"must be {Rfc3339.Expectation}");
        return null;
    }

    private static string PlusAt(string text, int position) =>
        position > "2026-01-31".Length && text[position] == ' ' ? $"{text.AsSpan(0, position)}+{text.AsSpan(position + 1)}" : text;

    /// <summary>
    /// Unknown parameters are refused, since a misspelt filter would not filter. Names that begin with an underscore pass: some clients add one against
    /// caches.
    /// </summary>
    public void RefuseOthers(IReadOnlyList<Parameter> known)
    {
        if (request.Query.Count == 0 || known.All(parameter => parameter.IsHeader))
        {
            return;
        }

        var names = known.Where(parameter => !parameter.IsHeader)
            .SelectMany(parameter => parameter.Synonym is { } synonym ? [parameter.Name, synonym] : new[] { parameter.Name }).ToList();
        var entries = known.Where(parameter => parameter.Type is ParameterType.Entries).Select(parameter => $"{parameter.Name}[").ToList();
        foreach (var name in request.Query.Keys.Where(name => !name.StartsWith('_')
            && !names.Contains(name, StringComparer.OrdinalIgnoreCase)
            && !entries.Exists(entry => name.StartsWith(entry, StringComparison.OrdinalIgnoreCase))))
        {
            var shown = WellFormedText.Of(WellFormedText.Cut(name, MaxName));
            var meant = NearestName.Of(shown, names);
            Errors.Add(ErrorKind.InvalidParamValue, shown, meant is null
                ? $"'{shown}' is not a parameter of this operation; it takes {string.Join(", ", names)}."
                : $"'{shown}' is not a parameter of this operation; did you mean {meant}?");
        }
    }

    /// <summary>An empty value counts as not given.</summary>
    /// <param name="parameter">What to look for.</param>
    /// <param name="name">The spelling that the client used.</param>
    private string? Find(Parameter parameter, out string name)
    {
        name = parameter.Name;
        var values = Values(parameter, name);
        if (values.Count == 0 && parameter.Synonym is { } synonym && Values(parameter, synonym) is { Count: > 0 } others)
        {
            (name, values) = (synonym, others);
        }

        if (values.Count > 1)
        {
            Errors.Invalid(name, "must be given once");
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    private StringValues Values(Parameter parameter, string name) => parameter.IsHeader ? request.Headers[name] : request.Query[name];

    private static string Range(Parameter parameter) => (parameter.Minimum, parameter.Maximum) switch
    {
        ({ } minimum, { } maximum) => $" from {minimum} to {maximum}",
        ({ } minimum, null) => $" of at least {minimum}",
        (null, { } maximum) => $" of at most {maximum}",
        _ => "",
    };
}
