using Inference.Models.Catalog;
using Microsoft.Extensions.Options;

namespace Inference.Models;

/// <summary>Every problem at once, each with the full name of its setting.</summary>
internal sealed class ModelsOptionsValidator : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        List<string> problems = [.. options.Problems];
        new ModelNameRules(options, problems).Check();
        foreach (var (model, settings) in options.Catalog)
        {
            var path = $"{ModelsOptions.Section}:{nameof(ModelsOptions.Catalog)}:{model}";
            CheckServer(path, model, settings, problems);
            CheckLimits(path, settings, problems);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
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
        new ModelRequestRules(path, model, problems).Check();
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
}
