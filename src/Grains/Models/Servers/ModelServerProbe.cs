using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Inference.Models.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Models.Servers;

/// <summary>Asks the server of each configured model for its models, with the key that it is configured with.</summary>
public static class ModelServerProbe
{
    private const int NamesShown = 5;
    private const int MaxAnswerBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What was found of each, in the order of their names.</summary>
    public static async Task<IReadOnlyList<ModelServerFinding>> AskAllAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var catalog = services.GetRequiredService<IOptions<ModelsOptions>>().Value.Catalog;
        return await Task.WhenAll(catalog
            .Where(model => !model.Value.IsLocal)
            .OrderBy(model => model.Key, StringComparer.OrdinalIgnoreCase)
            .Select(model => AskAsync(model.Key, model.Value, cancellationToken)));
    }

    private static async Task<ModelServerFinding> AskAsync(string name, ModelOptions model, CancellationToken cancellationToken)
    {
        using var sockets = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(sockets) { Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, ChatEndpoint.ModelsOf(model));
        var key = model.FindApiKey();
        foreach (var (header, value) in ChatEndpoint.HeadersOf(model))
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        var place = $"model '{name}': {model.Endpoint}";
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Judge(place, model.Model ?? name, await response.Content.ReadAsByteArrayAsync(cancellationToken)),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                    new(false, $"{place} {(string.IsNullOrEmpty(key) ? "needs a key, and none is set" : "refuses the key")} ({(int)response.StatusCode})"),
                // Not every server has a list.
                HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed =>
                    new(true, $"{place} answers, but does not list its models ({(int)response.StatusCode}): whether it has '{model.Model ?? name}' is not known"),
                _ => new(false, $"{place} answers {(int)response.StatusCode} when it is asked for its models"),
            };
        }
        catch (HttpRequestException exception)
        {
            return new(false, $"{place} cannot be reached: {(exception.GetBaseException() is SocketException socket ? socket.Message : exception.Message).TrimEnd('.')}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(false, $"{place} does not answer within {Patience.TotalSeconds} s");
        }
    }

    private static ModelServerFinding Judge(string place, string model, byte[] answer)
    {
        if (Names(answer) is not { } names)
        {
            return new(false, $"{place} answers, but not with a list of models: is it the address of an OpenAI-compatible API?");
        }

        if (names.Contains(model, StringComparer.Ordinal))
        {
            return new(true, $"{place} answers and offers '{model}'");
        }

        var offered = names.Count == 0
            ? "it offers none"
            : $"it offers {string.Join(", ", names.Take(NamesShown))}{(names.Count > NamesShown ? $" and {names.Count - NamesShown} more" : "")}";
        return new(false, $"{place} answers, but does not offer '{model}': {offered}");
    }

    private static List<string>? Names(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            return [.. json.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString() ?? "")];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What a model's server answered: a line for the operator.</summary>
public sealed record ModelServerFinding(bool IsFine, string Text);
