namespace Inference.Completions;

/// <summary>Who speaks.</summary>
public enum Role
{
    System = 0,
    Developer = 1,
    User = 2,
    Assistant = 3,
    Tool = 4,
}
