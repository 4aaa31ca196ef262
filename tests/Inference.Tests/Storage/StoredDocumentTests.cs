using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.ActionGroups;
using Inference.Actions;
using Inference.Chats;
using Inference.Documents;
using Inference.Experts;
using Inference.InferenceLogs;
using Inference.Infrastructure;
using Inference.Insights;
using Inference.Messages;
using Inference.Personas;

namespace Inference.Storage;

/// <summary>
/// Documents as they were first stored, one file a shape, never edited afterwards: a property, or an enum's value, that is renamed would
/// lose what users have. A new optional property needs no new file.
/// </summary>
public sealed class StoredDocumentTests
{
    public static TheoryData<string, Type> Documents => new()
    {
        { "chat_header.1", typeof(ChatHeader) },
        { "message.1", typeof(Message) },
        { "message.2", typeof(Message) },
        { "inference_log.1", typeof(InferenceLog) },
        { "inference_log.2", typeof(InferenceLog) },
        { "expert.1", typeof(DocumentState<ExpertFields>) },
        { "persona.1", typeof(DocumentState<PersonaFields>) },
        { "action.1", typeof(DocumentState<ActionFields>) },
        { "action_group.1", typeof(DocumentState<ActionGroupFields>) },
        { "insight.1", typeof(InsightState) },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_was_stored_first_is_still_read_whole(string file, Type type)
    {
        var stored = JsonNode.Parse(Read(file))!;

        var value = JsonSerializer.Deserialize(stored, type, StorageJson.Options)!;
        var again = JsonSerializer.SerializeToNode(value, type, StorageJson.Options)!;

        Assert.All(stored.AsObject(), property =>
            Assert.True(JsonNode.DeepEquals(property.Value, again[property.Key]), $"{property.Key}: {property.Value} became {again[property.Key]}"));
    }

    [Fact]
    public void What_an_older_document_lacks_has_its_initial_value()
    {
        var message = StorageJson.Deserialize<Message>("""{"role":"user","of_a_later_version":1}"""u8);

        Assert.Empty(message.ToolCalls);
        Assert.Null(message.CreatedAt);
    }

    [Fact]
    public void Token_details_are_stored_by_name_and_left_out_at_zero()
    {
        var usage = new Usage(3, 4) { CachedTokens = 2, ReasoningTokens = 1, Details = "{}" };

        Assert.Equal(
            """{"prompt_tokens":3,"completion_tokens":4,"cached_tokens":2,"reasoning_tokens":1,"details":"{}"}""",
            Encoding.UTF8.GetString(StorageJson.Serialize(usage)));
        Assert.Equal("""{"prompt_tokens":0,"completion_tokens":0}""", Encoding.UTF8.GetString(StorageJson.Serialize(Usage.None)));
        Assert.Equal(usage, StorageJson.Deserialize<Usage>(StorageJson.Serialize(usage)));
        Assert.Equal(
            "2 1", Names(StorageJson.Serialize(Samples.Log("id") with { CachedTokens = 2, ReasoningTokens = 1 })));
        Assert.Equal(" ", Names(StorageJson.Serialize(Samples.Log("id"))));
    }

    [Fact]
    public void Dates_have_one_width_and_are_in_utc() =>
        Assert.Equal(
            "\"2026-11-23T10:00:00.000Z\"",
            Encoding.UTF8.GetString(StorageJson.Serialize(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2)))));

    private static string Names(byte[] log) => $"{JsonNode.Parse(log)!["cached_tokens"]} {JsonNode.Parse(log)!["reasoning_tokens"]}";

    private static string Read(string file)
    {
        using var stream = typeof(StoredDocumentTests).Assembly.GetManifestResourceStream($"Documents.{file}.json")
            ?? throw new FileNotFoundException(file);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
