namespace Inference.Requests;

/// <summary>A request body that makes tokens: admission reserves as many as it estimates.</summary>
internal interface IReservesTokens
{
    long EstimateTokens();
}
