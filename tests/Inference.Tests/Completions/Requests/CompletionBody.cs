using System.Text;
using System.Text.Json.Serialization.Metadata;
using Inference.Authentication;
using Inference.Binding;
using Inference.Completions.Contract;
using Inference.Errors;
using Inference.Identity;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Inference.Completions.Requests;

/// <summary>Requests for completions as the API reads them from their bytes.</summary>
internal static class CompletionBody
{
    private static readonly JsonTypeInfo<CompletionRequest> Type = CreateType();

    public static CompletionCall Call(string json) => CompletionCallFactory.ForOpenAI(Parse(json).Value, new Caller { KeyId = "key", Owner = "owner", Environment = "prod" }, null);

    public static long Estimate(string json) => ((IReservesTokens)Parse(json).Value).EstimateTokens();

    public static InferenceException Refuse(string json) => Assert.Throws<InferenceException>(() => Parse(json).Value);

    public static Body<CompletionRequest> Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    public static Body<CompletionRequest> Parse(ReadOnlyMemory<byte> json) => BodyParser<CompletionRequest>.Parse(json, (Type, null));

    private static JsonTypeInfo<CompletionRequest> CreateType()
    {
        var json = new JsonOptions();
        ApiJson.Configure(json.SerializerOptions);
        return new BodyJsonOptions(Options.Create(json)).TypeOf<CompletionRequest>();
    }
}
