using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Inference.Completions;

/// <summary>Goes on with one chat, question after question, and remembers which were acknowledged.</summary>
internal sealed class ChatWriter
{
    private int _asked;

    public string? ChatId { get; private set; }

    public List<(string Question, string CompletionId)> Acknowledged { get; } = [];

    /// <summary>Writes until the server ends; records each acknowledged turn.</summary>
    public async Task WriteUntilFailureAsync(HttpClient client, Action acknowledged)
    {
        try
        {
            while (true)
            {
                var question = $"Which hill of Rome is number {_asked++}?";
                using var response = await client.PostAsJsonAsync("/v1/chats", Request(question), TestContext.Current.CancellationToken);
                Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
                ChatId = (string)reply["id"]!;
                Acknowledged.Add((question, (string)reply["completion_id"]!));
                acknowledged();
            }
        }
        catch (HttpRequestException)
        {
            // The test killed the process: whether this question was stored is not known.
        }
        catch (IOException)
        {
            // Killed in the middle of an answer.
        }
    }

    private object Request(string question)
    {
        var messages = new[] { new { role = "user", content = question } };
        return ChatId is null ? new { messages } : new { messages, id = ChatId };
    }
}
