using System.Text;
using System.Text.Json;
using CsCheck;
using Inference.Errors;
using Inference.Models.Catalog;
using Inference.Models.Servers;
using Inference.Models.Wire.Answers;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace Inference.Models.Wire;

/// <summary>Any answer in any packets, and any bytes at all, through the reader of the wire without a network.</summary>
public sealed class WirePropertyTests
{
    private static readonly ModelRequest Request = ModelHarness.Ask("m");

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char["ab é\n\"\\😀"[..8]], 0, 6], Gen.OneOfConst("😀", "\uFFFD", "日本", "\r\n\r\n", "data: x\n\n", "[DONE]", ""));

    private static readonly Gen<string> Deltas = Gen.OneOf(
        Texts.Select(text => $$"""{"content":{{Quote(text)}}}"""),
        Texts.Select(text => $$"""{"reasoning_content":{{Quote(text)}}}"""),
        Gen.Select(Gen.Int[0, 2], Texts, Gen.Bool).Select((index, text, names) =>
            $$$"""{"tool_calls":[{"index":{{{index}}},{{{(names ? $"\"id\":\"call_{index}\"," : "")}}}"function":{{{{(names ? $"\"name\":\"f{index}\"," : "")}}}"arguments":{{{Quote(text)}}}}}]}"""),
        Gen.Int[0, 9].Select(number => $$"""{"content":"x","other":{{number}}}"""));

    private static readonly Gen<string> Streams =
        Gen.Select(Deltas.Array[0, 12], Gen.OneOfConst("\n", "\r\n", "\r"), Gen.OneOfConst("stop", "length", "tool_calls", "content_filter"), Gen.Bool).Select(
            (deltas, line, finish, usage) => string.Concat(
                deltas.Select(delta => Event($$"""{"choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""", line))
                    .Append(Event($$"""{"choices":[{"index":0,"delta":{},"finish_reason":"{{finish}}"}]{{(usage ? ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":5}" : "")}}}""", line))
                    .Append(Event("[DONE]", line))));

    [Fact]
    public void Packets_make_no_difference() => Gen.Select(Streams, Gen.Int[1, 40].Array[1, 8]).Sample((stream, sizes) =>
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        Assert.Equal(Read(bytes, [bytes.Length + 1], streamed: true), Read(bytes, sizes, streamed: true));
    });

    [Fact]
    public void Whole_and_streamed_bring_the_same() => Gen.Select(Streams, Gen.Int[1, 40].Array[1, 8]).Sample((stream, sizes) =>
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        Assert.Equal(Read(bytes, sizes, streamed: true), Read(bytes, sizes, streamed: false));
    });

    [Fact]
    public void No_bytes_are_a_bug()
    {
        var mutations = Gen.Select(Gen.Int[0, 4_000], Gen.Int[0, 3], Gen.OneOfConst<byte>((byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'\n', (byte)':', 0, 0xFF, 0xED, (byte)'u')).Array[1, 6];
        Gen.Select(Streams, mutations, Gen.Int[1, 40].Array[1, 4], Gen.Bool).Sample((stream, changes, sizes, streamed) =>
        {
            var bytes = Mutate([.. Encoding.UTF8.GetBytes(stream)], changes);

            // An answer, or a failure that names the model's server.
            var read = Read(bytes, sizes, streamed);

            Assert.DoesNotContain('\0', read);
            Assert.True(IsText(read), read);
        });
    }

    private static byte[] Mutate(List<byte> bytes, (int At, int Kind, byte Value)[] changes)
    {
        foreach (var (at, kind, value) in changes)
        {
            var index = at % (bytes.Count + 1);
            switch (kind)
            {
                case 0:
                    bytes.Insert(index, value);
                    break;
                case 1 when index < bytes.Count:
                    bytes[index] = value;
                    break;
                case 2 when index < bytes.Count:
                    bytes.RemoveAt(index);
                    break;
                default:
                    bytes.RemoveRange(index, Math.Min(8, bytes.Count - index));
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Read(byte[] bytes, int[] sizes, bool streamed) => ReadAsync(bytes, sizes, streamed).GetAwaiter().GetResult();

    /// <summary>All that a client could see of the answer, or the failure's message.</summary>
    private static async Task<string> ReadAsync(byte[] bytes, int[] sizes, bool streamed)
    {
        using var connections = new HttpMessageInvoker(new PacketHandler(bytes, sizes));
        var options = new ModelOptions { Endpoint = "http://m/v1" };
        var provider = new OpenAIProvider(options, connections, TimeProvider.System, NullLogger.Instance);
        var server = new ModelServer(provider, ResiliencePipeline.Empty, new ServerHealth("m", null, NullLogger.Instance), gate: null);
        var model = new ModelEntry("m", options, server, default);
        using var deadline = Deadline.Rent(TimeSpan.FromMinutes(1), CancellationToken.None);
        try
        {
            var answer = new WholeAnswer();
            if (!streamed)
            {
                return Show(await provider.SendAsync(model, Request, deadline));
            }

            await foreach (var update in provider.StreamAsync(model, Request, deadline, deadline.Token))
            {
                answer.Add(update);
            }

            return Show(answer.ToAnswer("m"));
        }
        catch (Exception exception) when (ModelFailure.From(model, exception) is { } failure)
        {
            var error = failure.ToInferenceException();
            Assert.NotEqual(ErrorKind.InternalError, error.Kind);
            return $"{error.Kind} {error.Message}";
        }
    }

    // Ids that the server did not send are random.
    private static string Show(ModelAnswer answer) => string.Join('|',
    [
        answer.Content, answer.ReasoningContent, answer.FinishReason.ToString(), answer.Usage.ToString(),
        .. answer.ToolCalls.Select(call => $"{(call.Id.Length > 8 ? "" : call.Id)} {call.Name} {call.Arguments} {call.Extra}"), .. answer.Extras,
    ]);

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return false;
            }
        }

        return true;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Event(string data, string line) => $"data: {data}{line}{line}";
}
