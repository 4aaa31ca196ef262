using Inference.Errors;
using Inference.Http;

namespace Inference.Binding;

/// <summary>How many bytes a body may have, and the setting that says so.</summary>
internal readonly record struct BodyLimit(int Bytes, string Setting)
{
    public static BodyLimit Of(Type body, ApiOptions options) => body.IsAssignableTo(typeof(ILargeBody))
        ? new(options.MaxCompletionBodyBytes, $"{ApiOptions.Section}:{nameof(ApiOptions.MaxCompletionBodyBytes)}")
        : new(options.MaxBodyBytes, $"{ApiOptions.Section}:{nameof(ApiOptions.MaxBodyBytes)}");

    public InferenceException Exceeded() => new(ErrorKind.BodyTooLarge, $"The body is larger than the {Bytes} bytes that {Setting} allows.");
}
