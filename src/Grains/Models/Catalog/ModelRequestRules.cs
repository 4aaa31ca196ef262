using System.Buffers;
using System.Text.Json;

namespace Inference.Models.Catalog;

/// <summary>Checks what the configuration has about the requests to one model's server: its key, and what is added to or dropped from them.</summary>
internal sealed class ModelRequestRules(string path, ModelOptions model, List<string> problems)
{
    // RFC 9110, 5.6.2.
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly SearchValues<char> PrintableCharacters = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    // Those that frame a request, are the connection's, or say which encodings of an answer can be read.
    private static readonly HashSet<string> OwnHeaders = new(
        ["Host", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "TE", "Trailer", "Expect", "Accept-Encoding"],
        StringComparer.OrdinalIgnoreCase);

    // What the product itself decides of an answer.
    private static readonly string[] OwnMembers = ["model", "messages", "stream", "stream_options", "n"];

    private static readonly string[] NeededMembers = ["model", "messages", "stream"];

    public void Check()
    {
        CheckKey();
        CheckAuthHeader();
        CheckHeaders();
        CheckExtraBody();
        CheckDrop();
    }

    private void CheckKey()
    {
        var (setting, source) = (nameof(ModelOptions.ApiKey), "");
        if (model.ApiKeyVariable is { } variable)
        {
            if (model.ApiKey is not null)
            {
                Add(nameof(ModelOptions.ApiKey), $"excludes {path}:{nameof(ModelOptions.ApiKeyVariable)}");
            }

            (setting, source) = (nameof(ModelOptions.ApiKeyVariable), $"names the environment variable '{variable}', which ");
            if (model.FindApiKey() is null)
            {
                Add(setting, $"{source}is not set");
            }
        }

        // An empty text is no key, as where a variable of the environment is not filled in; a blank one was meant to be one.
        if (model.ApiKey is { Length: > 0 } given && string.IsNullOrWhiteSpace(given))
        {
            Add(nameof(ModelOptions.ApiKey), "must not be blank");
        }

        // A line feed inside would end the header that carries it.
        if (model.FindApiKey() is { } key && !IsPrintable(key))
        {
            Add(setting, $"{source}must be printable ASCII characters");
        }
    }

    private void CheckAuthHeader()
    {
        var parts = model.AuthHeader.Split(':', 2, StringSplitOptions.TrimEntries);
        if (!IsToken(parts[0]) || (parts is [_, var scheme] && !IsToken(scheme)))
        {
            Add(nameof(ModelOptions.AuthHeader), "must be a header's name, or a name and a scheme such as 'Authorization: Bearer'");
        }
        else if (IsOwn(parts[0]))
        {
            Add(nameof(ModelOptions.AuthHeader), $"must not be {parts[0]}");
        }
    }

    private void CheckHeaders()
    {
        var keyHeader = model.AuthHeader.Split(':')[0].Trim();
        foreach (var (name, value) in model.Headers)
        {
            var setting = $"{nameof(ModelOptions.Headers)}:{name}";
            if (!IsToken(name))
            {
                Add(setting, "must have a name of letters, digits and hyphens");
            }
            else if (IsOwn(name))
            {
                Add(setting, "must not be set");
            }
            else if (string.Equals(name, keyHeader, StringComparison.OrdinalIgnoreCase))
            {
                Add(setting, $"must not be set: it carries {path}:{nameof(ModelOptions.ApiKey)}");
            }

            if (!IsPrintable(value))
            {
                Add(setting, "must be printable ASCII characters");
            }
        }
    }

    private void CheckExtraBody()
    {
        if (string.IsNullOrWhiteSpace(model.ExtraBody))
        {
            return;
        }

        try
        {
            var body = JsonElement.Parse(model.ExtraBody, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (body.ValueKind != JsonValueKind.Object)
            {
                Add(nameof(ModelOptions.ExtraBody), "must be a JSON object");
            }
            else if (Array.FindAll(OwnMembers, name => body.TryGetProperty(name, out _)) is { Length: > 0 } own)
            {
                Add(nameof(ModelOptions.ExtraBody), $"must not hold {string.Join(", ", own)}");
            }
        }
        catch (JsonException)
        {
            Add(nameof(ModelOptions.ExtraBody), "must be a JSON object");
        }
    }

    private void CheckDrop()
    {
        foreach (var (index, member) in model.Drop.Index())
        {
            if (string.IsNullOrWhiteSpace(member))
            {
                Add($"{nameof(ModelOptions.Drop)}:{index}", "must not be blank");
            }
            else if (NeededMembers.Contains(member.Trim()))
            {
                Add($"{nameof(ModelOptions.Drop)}:{index}", $"must not be {member.Trim()}: every request needs it");
            }
        }
    }

    private void Add(string setting, string problem) => problems.Add($"{path}:{setting}: {problem}");

    /// <summary>Whether a header is not the operator's to set. Those of contents are not sent with a request's others: <c>Content-Language</c>, but also <c>Expires</c>.</summary>
    private static bool IsOwn(string name)
    {
        using var request = new HttpRequestMessage();
        return OwnHeaders.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || !request.Headers.TryAddWithoutValidation(name, "x");
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static bool IsPrintable(string text) => !text.AsSpan().ContainsAnyExcept(PrintableCharacters);
}
