using Microsoft.Extensions.Options;

namespace Inference.Models;

/// <summary>Every problem at once, each with the full name of its setting.</summary>
internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        List<string> problems = [.. options.Problems];
        CheckReference(options, $"{ModelsOptions.Section}:{nameof(ModelsOptions.Default)}", options.Default, problems);
        foreach (var (setting, model) in options.References)
        {
            CheckReference(options, setting, model, problems);
        }

        foreach (var (model, settings) in options.Catalog)
        {
            var path = $"{ModelsOptions.Section}:{nameof(ModelsOptions.Catalog)}:{model}";
            CheckServer(path, model, settings, problems);
            CheckLimits(path, settings, problems);
            CheckFallbacks(path, model, options, problems);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckReference(ModelsOptions options, string setting, string model, List<string> problems)
    {
        if (!IsKnown(options, model))
        {
            problems.Add($"{setting}: names the model '{model}', which is not in Models:Catalog");
        }
    }

    private static void CheckServer(string path, string name, ModelOptions model, List<string> problems)
    {
        if (model.IsLocal)
        {
            return;
        }

        if (!string.Equals(model.Provider, ModelOptions.OpenAI, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{path}:Provider: must be openai or local");
        }
        else if (string.Equals(name, ModelsOptions.Local, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"{path}:Provider: must be local: the name is the built-in model's");
        }

        CheckEndpoint(path, model.Endpoint, problems);
        CheckKey(path, model, problems);
        if (model.MaxTokensField is not (null or ModelOptions.MaxTokens or ModelOptions.MaxCompletionTokens))
        {
            problems.Add($"{path}:MaxTokensField: must be {ModelOptions.MaxTokens} or {ModelOptions.MaxCompletionTokens}");
        }
    }

    private static void CheckEndpoint(string path, string? endpoint, List<string> problems)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            problems.Add($"{path}:Endpoint: must be an absolute http(s) URI");
        }
        else if (uri.UserInfo.Length > 0)
        {
            problems.Add($"{path}:Endpoint: must not hold a user or password; the key belongs in {path}:ApiKey");
        }
    }

    private static void CheckKey(string path, ModelOptions model, List<string> problems)
    {
        if (model.ApiKeyVariable is null)
        {
            return;
        }

        if (model.ApiKey is not null)
        {
            problems.Add($"{path}:ApiKey: excludes {path}:ApiKeyVariable");
        }

        if (string.IsNullOrWhiteSpace(model.FindApiKey()))
        {
            problems.Add($"{path}:ApiKeyVariable: names the environment variable '{model.ApiKeyVariable}', which is not set");
        }
    }

    private static void CheckLimits(string path, ModelOptions model, List<string> problems)
    {
        CheckTime($"{path}:Timeout", model.Timeout, problems);
        if (model.AttemptTimeout is { } attempt)
        {
            CheckTime($"{path}:AttemptTimeout", attempt, problems);
        }

        CheckTime($"{path}:ConnectTimeout", model.ConnectTimeout, problems);
        CheckTime($"{path}:IdleTimeout", model.IdleTimeout, problems);
        CheckTime($"{path}:RetryDelay", model.RetryDelay, problems);
        CheckRange($"{path}:MaxAnswerBytes", model.MaxAnswerBytes, 1_024, 1_073_741_824, problems);
        CheckRange($"{path}:Retries", model.Retries, 0, 10, problems);
        if (model.MaxConcurrency is { } most)
        {
            CheckRange($"{path}:MaxConcurrency", most, 1, 1_000_000, problems);
        }

        CheckRange($"{path}:BreakAfter", model.BreakAfter, 2, 100_000, problems);
        if (model.BreakDuration < TimeSpan.FromSeconds(0.5) || model.BreakDuration > TimeSpan.FromDays(1))
        {
            problems.Add($"{path}:BreakDuration: must be from 00:00:00.5 to 1.00:00:00");
        }
    }

    private static void CheckTime(string setting, TimeSpan value, List<string> problems)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromDays(1))
        {
            problems.Add($"{setting}: must be more than 0 and at most 1.00:00:00");
        }
    }

    private static void CheckRange(string setting, int value, int least, int most, List<string> problems)
    {
        if (value < least || value > most)
        {
            problems.Add($"{setting}: must be from {least} to {most}");
        }
    }

    private static void CheckFallbacks(string path, string name, ModelsOptions options, List<string> problems)
    {
        foreach (var (index, fallback) in options.Catalog[name].Fallbacks.Index())
        {
            if (!IsKnown(options, fallback))
            {
                problems.Add($"{path}:Fallbacks:{index}: names the model '{fallback}', which is not in Models:Catalog");
            }
            else if (Reaches(options, fallback, name, []))
            {
                problems.Add($"{path}:Fallbacks:{index}: names the model '{fallback}', which falls back on '{name}' itself");
            }
        }
    }

    private static bool Reaches(ModelsOptions options, string from, string to, HashSet<string> visited) =>
        string.Equals(from, to, StringComparison.OrdinalIgnoreCase)
        || (visited.Add(from.ToUpperInvariant())
            && options.Catalog.TryGetValue(from, out var model)
            && model.Fallbacks.Exists(next => Reaches(options, next, to, visited)));

    private static bool IsKnown(ModelsOptions options, string model) =>
        string.Equals(model, ModelsOptions.Local, StringComparison.OrdinalIgnoreCase) || options.Catalog.ContainsKey(model);
}
