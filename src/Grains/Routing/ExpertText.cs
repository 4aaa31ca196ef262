using Inference.Experts;

namespace Inference.Routing;

/// <summary>The texts of an expert that tell what it is for, each with the weight of its field.</summary>
internal static class ExpertText
{
    public const float Name = 1f;
    public const float Description = 1f;
    public const float Example = 1f;
    public const float Heading = 0.6f;
    public const float Context = 0.3f;
    public const float Tool = 0.7f;
    public const float Parameter = 0.4f;

    // A context may be a long prompt: what it is about is said at its beginning and in its headings.
    private const int MaxContext = 2_000;

    public static void Read(ExpertFields fields, FeatureBag bag)
    {
        TextFeatures.Read(fields.Name, Name, bag);
        TextFeatures.Read(fields.Description, Description, bag);
        foreach (var example in fields.Examples ?? [])
        {
            TextFeatures.Read(example, Example, bag);
        }

        ReadContext(fields.Context, bag);
        foreach (var tool in fields.Tools ?? [])
        {
            ToolText.Read(tool, bag);
        }
    }

    private static void ReadContext(string? context, FeatureBag bag)
    {
        if (context is null)
        {
            return;
        }

        TextFeatures.Read(context.AsSpan(0, Math.Min(context.Length, MaxContext)), Context, bag);
        foreach (var line in context.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("#"))
            {
                TextFeatures.Read(line, Heading, bag);
            }
        }
    }
}
