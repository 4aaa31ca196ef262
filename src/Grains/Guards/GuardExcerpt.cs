namespace Inference.Guards;

/// <summary>A text that the model will read, and whose words it is taken for.</summary>
internal sealed record GuardExcerpt(GuardSource Source, string Text)
{
    /// <summary>Whether it was answered with the guard's refusal: it stays in the history that a client sends again.</summary>
    public bool WasRefused { get; init; }
}

internal enum GuardSource
{
    User = 0,

    /// <summary>A tool's result.</summary>
    Tool = 1,

    /// <summary>A system or developer message.</summary>
    System = 2,

    /// <summary>What the request puts into the assistant's mouth, calls of tools included.</summary>
    Assistant = 3,

    /// <summary>The request's tools, its format of the answer and the fields that an expert's context may quote.</summary>
    Definition = 4,

    /// <summary>A text that ends the answer. No model reads it, and the marks of chat templates are its usual values.</summary>
    Stop = 5,
}
