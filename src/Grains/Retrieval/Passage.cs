namespace Inference.Retrieval;

/// <summary>A piece of a document, small enough to be put into a prompt and large enough to be understood by itself.</summary>
internal readonly record struct Passage(int Document, string Text);
