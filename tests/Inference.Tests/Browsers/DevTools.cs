using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Inference.Browsers;

/// <summary>Commands to a browser, and its events.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonObject>> _commands = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private int _lastId;

    /// <summary>Its name and its parameters.</summary>
    public event Action<string, JsonObject>? EventReceived;

    public static async Task<DevTools> ConnectAsync(Uri address)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    /// <summary>The command's result.</summary>
    public async Task<JsonObject> SendAsync(string method, JsonObject parameters, string? session)
    {
        var id = Interlocked.Increment(ref _lastId);
        var result = _commands[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var command = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            command["sessionId"] = session;
        }

        await _sending.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            await _socket.SendAsync(
                System.Text.Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }
        finally
        {
            _sending.Release();
        }

        return await result.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[65_536];
        using var message = new MemoryStream();
        while (await _socket.ReceiveAsync(buffer, _stop.Token) is { MessageType: WebSocketMessageType.Text } received)
        {
            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                Dispatch(JsonNode.Parse(message.ToArray())!.AsObject());
                message.SetLength(0);
            }
        }
    }

    private void Dispatch(JsonObject message)
    {
        if (message["method"] is { } happened)
        {
            EventReceived?.Invoke((string)happened!, message["params"]!.AsObject());
        }
        else if (_commands.TryRemove((int)message["id"]!, out var command))
        {
            if (message["error"] is { } error)
            {
                command.SetException(new InvalidOperationException((string)error["message"]!));
            }
            else
            {
                command.SetResult(message["result"]!.AsObject());
            }
        }
    }
}
