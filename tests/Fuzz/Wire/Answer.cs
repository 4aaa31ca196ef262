using System.Collections.Frozen;

namespace Inference.Wire;

/// <summary>A whole response, or the reason why there is none.</summary>
internal sealed record Answer
{
    /// <summary>0 when there was no response.</summary>
    public int Status { get; init; }

    /// <summary>By name in any case; of repeated ones the first.</summary>
    public FrozenDictionary<string, string> Headers { get; init; } = FrozenDictionary<string, string>.Empty;

    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Why there is no response, or why it is not whole.</summary>
    public string? Lost { get; init; }

    public bool IsSuccess => Lost is null && Status is >= 200 and < 300;

    public string? RequestId => Headers.GetValueOrDefault("x-request-id");

    /// <summary>The media type without its parameters.</summary>
    public string MediaType => Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim().ToLowerInvariant();
}

/// <summary>A request with its answer.</summary>
internal sealed record Exchange(WireRequest Request, Answer Answer, TimeSpan Elapsed);
