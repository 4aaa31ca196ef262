namespace Inference.Models.Servers;

/// <summary>
/// Bounds what is read of a model server's response, so that a bad server takes no more memory than configured: a whole answer, one event of a stream,
/// or the part of an error's body that a message is looked for in.
/// </summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner, int maxAnswerBytes) : DelegatingHandler(inner)
{
    /// <summary>An error's message is at its beginning; what follows is not read.</summary>
    public const int MaxErrorBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode && response.Content.Headers.ContentLength <= maxAnswerBytes)
        {
            // The connection holds the server to the length that it announced.
            return response;
        }

        try
        {
            var content = response.Content;
            var bounded = new StreamContent(Bound(response, await content.ReadAsStreamAsync(cancellationToken)));
            foreach (var header in content.Headers)
            {
                bounded.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            response.Content = bounded;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private BoundedStream Bound(HttpResponseMessage response, Stream body)
    {
        if (!response.IsSuccessStatusCode)
        {
            return new BoundedStream(body, MaxErrorBytes, StreamBound.Cut);
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/event-stream")
        {
            return new BoundedStream(body, maxAnswerBytes, StreamBound.Event);
        }

        return response.Content.Headers.ContentLength > maxAnswerBytes
            ? throw new AnswerTooLargeException(maxAnswerBytes)
            : new BoundedStream(body, maxAnswerBytes, StreamBound.Whole);
    }
}

/// <summary>A model's server sent more than is read of an answer. Not an <see cref="IOException"/>: asking again would bring the same.</summary>
internal sealed class AnswerTooLargeException(int limit) : Exception($"The answer has more than {limit} bytes.")
{
    public static bool IsIn(Exception? exception)
    {
        while (exception is not null and not AnswerTooLargeException)
        {
            exception = exception.InnerException;
        }

        return exception is not null;
    }
}
