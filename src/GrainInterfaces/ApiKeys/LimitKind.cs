namespace Inference.ApiKeys;

/// <summary>Which limit of an API key a request met.</summary>
public enum LimitKind
{
    RequestsPerMinute = 0,
    RequestsPerDay = 1,
    TokensPerMinute = 2,
}
