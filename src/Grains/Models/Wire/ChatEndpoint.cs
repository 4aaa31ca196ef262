using System.Reflection;

namespace Inference.Models.Wire;

/// <summary>A model server's address for chat completions, and the headers of a request to it.</summary>
internal sealed class ChatEndpoint
{
    private const string Path = "/chat/completions";

    private static readonly string UserAgent =
        $"Inference/{typeof(ChatEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0"}";

    private readonly Uri _address;
    private readonly KeyValuePair<string, string>[] _headers;

    public ChatEndpoint(ModelOptions options)
    {
        // A query stays behind the path: Azure's has the version of its API.
        var address = new UriBuilder(options.Endpoint!);
        var path = address.Path.TrimEnd('/');
        address.Path = path.EndsWith(Path, StringComparison.OrdinalIgnoreCase) ? path : path + Path;
        _address = address.Uri;
        _headers = [new("User-Agent", UserAgent), .. HeadersOf(options)];
    }

    /// <summary>The headers of the configuration: the key's and those that are added.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(ModelOptions options) =>
        [.. Authentication(options), .. options.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Trim()))];

    public HttpRequestMessage CreateRequest(HttpContent content, bool stream)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", stream ? "text/event-stream" : "application/json");
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static IEnumerable<KeyValuePair<string, string>> Authentication(ModelOptions options)
    {
        if (options.FindApiKey()?.Trim() is { Length: > 0 } key)
        {
            var parts = options.AuthHeader.Split(':', 2, StringSplitOptions.TrimEntries);
            yield return KeyValuePair.Create(parts[0], parts is [_, { Length: > 0 } scheme] ? $"{scheme} {key}" : key);
        }
    }
}
