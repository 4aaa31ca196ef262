namespace Inference.Binding;

/// <summary>A query parameter or header, as it is read and as the OpenAPI document shows it.</summary>
internal sealed record Parameter
{
    public required string Name { get; init; }

    public ParameterType Type { get; init; } = ParameterType.Text;

    public bool IsHeader { get; init; }

    public string? Description { get; init; }

    /// <summary>Another spelling that is read when this one is not given.</summary>
    public string? Synonym { get; init; }

    /// <summary>Of integers, the least value; of texts, the least length.</summary>
    public int? Minimum { get; init; }

    /// <summary>Of integers, the greatest value; of texts, the greatest length.</summary>
    public int? Maximum { get; init; }

    /// <summary>Of integers, the value of a parameter that is not given.</summary>
    public int? Default { get; init; }

    /// <summary>The values that a text may have; any when there are none.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public static Parameter Text(string name, string? description = null) => new() { Name = name, Description = description };

    public static Parameter Time(string name, string? description = null) =>
        new() { Name = name, Type = ParameterType.Time, Description = description };

    public static Parameter Entries(string name, string? description = null) =>
        new() { Name = name, Type = ParameterType.Entries, Description = description };

    public static Parameter OneOf(string name, params string[] values) => new() { Name = name, Values = values };

    public static Parameter Boolean(string name, string? description = null) =>
        new() { Name = name, Type = ParameterType.Boolean, Description = description };

    public static Parameter Integer(string name, int? minimum = null, int? maximum = null, int? @default = null) =>
        new() { Name = name, Type = ParameterType.Integer, Minimum = minimum, Maximum = maximum, Default = @default };

    public static Parameter Header(string name, int? minimumLength = null, int? maximumLength = null, string? description = null) =>
        new() { Name = name, IsHeader = true, Minimum = minimumLength, Maximum = maximumLength, Description = description };
}

/// <summary>The type of a parameter's value.</summary>
internal enum ParameterType
{
    Text = 0,
    Integer = 1,
    Boolean = 2,
    Time = 3,

    /// <summary>Texts by keys: <c>name[key]=value</c>.</summary>
    Entries = 4,
}
