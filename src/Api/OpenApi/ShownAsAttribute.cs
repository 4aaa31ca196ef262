namespace Inference.OpenApi;

/// <summary>The JSON types of a property whose C# type does not determine them: of any JSON, or with a converter of its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ShownAsAttribute(params string[] types) : Attribute
{
    public IReadOnlyList<string> Types { get; } = types;

    /// <summary>Of an array's items.</summary>
    public string? ItemType { get; init; }

    public int MaxItems { get; init; } = int.MaxValue;

    /// <summary>Of the values of an object's entries.</summary>
    public string[] EntryTypes { get; init; } = [];
}
