using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;

namespace Inference.Load;

/// <summary>A target and the request that is sent to it.</summary>
/// <param name="Name">As the table shows it.</param>
/// <param name="Target">The processes that are asked.</param>
/// <param name="Path">The operation.</param>
/// <param name="Body">Makes the body.</param>
/// <param name="KeepsChat">Whether each connection goes on with the chat that its first answer made.</param>
internal sealed record LoadVariant(string Name, Target Target, string Path, Func<JsonObject> Body, bool KeepsChat = false)
{
    private readonly ConcurrentDictionary<int, byte[]> _requests = new();

    /// <summary>The request of a connection; the same chat's in every round.</summary>
    public async Task<byte[]> PrepareAsync(int connection, RawConnection server, CancellationToken cancellationToken)
    {
        if (_requests.TryGetValue(connection, out var request))
        {
            return request;
        }

        request = RawRequest.Post(Path, Body());
        if (KeepsChat)
        {
            var first = await server.SendAsync(request, cancellationToken);
            var id = first.Find("id") ?? throw new InvalidOperationException($"{Name} was answered with {first}");
            request = RawRequest.Post(Path, Body().With("id", id));
        }

        return _requests.GetOrAdd(connection, request);
    }
}
