namespace Inference.Documents;

/// <summary>What tells one kind of document from another.</summary>
/// <param name="Noun">As clients are told of it: "expert".</param>
/// <param name="Match">What documents of this kind are found by beside their ids.</param>
internal sealed record DocumentKind<TFields>(string Noun, Func<TFields, string?>? Match = null);
