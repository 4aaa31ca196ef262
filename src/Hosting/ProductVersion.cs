using System.Reflection;

namespace Inference;

/// <summary>The version of the product, as <c>Directory.Build.props</c> has it.</summary>
internal static class ProductVersion
{
    private const int ShortCommit = 8;

    private static readonly string[] Parts =
        typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');

    public static string Short => Parts[0];

    /// <summary>With the commit that it was built from, where that is known.</summary>
    public static string Long => Parts.Length < 2 ? Short : $"{Short} ({Parts[1][..Math.Min(ShortCommit, Parts[1].Length)]})";
}
