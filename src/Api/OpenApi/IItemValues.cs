namespace Inference.OpenApi;

/// <summary>An attribute that knows which values the items of a list may have.</summary>
internal interface IItemValues
{
    IEnumerable<string> ItemValues { get; }
}
