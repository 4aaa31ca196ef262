using System.Text.Json.Serialization.Metadata;
using Inference.Authentication;
using Inference.Errors;
using Inference.Identity;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Inference.Completions;

/// <summary>Lets the cluster make an answer, and gives it the form that was asked for.</summary>
internal sealed class CompletionRunner(IGrainFactory grains, TimeProvider clock, IOptions<JsonOptions> json)
{
    private readonly JsonTypeInfo<CompletionResponse> _response = TypeOf<CompletionResponse>(json.Value);
    private readonly StreamTypes _stream = new(TypeOf<CompletionChunk>(json.Value), TypeOf<ErrorEnvelope>(json.Value));

    public async Task<IResult> RunAsync(CompletionCall call, CompletionForm form, RequestCaller caller, CancellationToken cancellationToken)
    {
        var completion = grains.GetCompletion(call.Caller.Environment, Identifier.New(Identifier.Completion, clock.GetUtcNow()));
        if (call.Stream)
        {
            return new CompletionStream(
                completion.StreamAsync(call, cancellationToken), new CompletionChunks(form), _stream, caller, grains, clock);
        }

        var used = 0;
        try
        {
            var answer = await completion.AnswerAsync(call, cancellationToken);
            used = answer.Usage.TotalTokens;
            return new CompletionReply(answer, form.NamesChat, _response, caller.Elapsed);
        }
        finally
        {
            await caller.SettleAsync(grains, used);
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>(JsonOptions json) => (JsonTypeInfo<T>)json.SerializerOptions.GetTypeInfo(typeof(T));
}
