namespace Inference.Models.Local;

/// <summary>A sentence that may be quoted: of which source, where in the order of all, and under which heading.</summary>
internal sealed record Quotable(LocalSource Source, int Order, string? Heading, string Text);
