namespace Inference.Models;

internal static class ModelNames
{
    /// <summary>The built-in model, which is always there.</summary>
    public const string Local = "local";
}
