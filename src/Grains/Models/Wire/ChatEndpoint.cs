using System.Reflection;

namespace Inference.Models.Wire;

/// <summary>A model server's address for chat completions, and the headers of a request to it.</summary>
internal sealed class ChatEndpoint
{
    private const string Path = "/chat/completions";

    // A server that refuses a larger body by its status, before it has read it, resets the connection that the body still comes through, and with it the status. So
    // it is asked first; SocketsHttpHandler sends the body after a second without an answer.
    private const long ContinueLength = 1024 * 1024;

    private static readonly string UserAgent =
        $"Inference/{typeof(ChatEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0"}";

    private readonly Uri _address;
    private readonly KeyValuePair<string, string>[] _whole;
    private readonly KeyValuePair<string, string>[] _streamed;

    public ChatEndpoint(ModelOptions options)
    {
        _address = AddressOf(options, Path);
        _whole = Headers(options, "application/json");
        _streamed = Headers(options, "text/event-stream");
    }

    /// <summary>The address of the server's list of models.</summary>
    public static Uri ModelsOf(ModelOptions options) => AddressOf(options, "/models");

    /// <summary>The headers of the configuration: the key's and those that are added.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(ModelOptions options) =>
        [.. Authentication(options), .. options.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.Trim()))];

    public HttpRequestMessage CreateRequest(HttpContent content, bool stream)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        foreach (var (name, value) in stream ? _streamed : _whole)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (content.Headers.ContentLength > ContinueLength)
        {
            request.Headers.ExpectContinue = true;
        }

        return request;
    }

    /// <summary>A query stays behind the path: Azure's has the version of its API. An endpoint may have the path of chat completions already.</summary>
    private static Uri AddressOf(ModelOptions options, string path)
    {
        var address = new UriBuilder(options.Endpoint!);
        var root = address.Path.TrimEnd('/');
        address.Path = (root.EndsWith(Path, StringComparison.OrdinalIgnoreCase) ? root[..^Path.Length] : root) + path;
        return address.Uri;
    }

    /// <summary>A header of the configuration takes the place of the product's own.</summary>
    private static KeyValuePair<string, string>[] Headers(ModelOptions options, string accept)
    {
        var configured = HeadersOf(options).ToList();
        KeyValuePair<string, string>[] own = [new("Accept", accept), new("User-Agent", UserAgent)];
        return [.. own.Where(header => !configured.Exists(other => string.Equals(other.Key, header.Key, StringComparison.OrdinalIgnoreCase))), .. configured];
    }

    private static IEnumerable<KeyValuePair<string, string>> Authentication(ModelOptions options)
    {
        if (options.FindApiKey() is { } key)
        {
            var parts = options.AuthHeader.Split(':', 2, StringSplitOptions.TrimEntries);
            yield return KeyValuePair.Create(parts[0], parts is [_, { Length: > 0 } scheme] ? $"{scheme} {key}" : key);
        }
    }
}
