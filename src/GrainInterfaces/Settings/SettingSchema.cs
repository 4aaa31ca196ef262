using System.ComponentModel;
using Microsoft.Extensions.Configuration;

namespace Inference.Settings;

/// <summary>The settings that options classes have, by their full names: which names exist, and which values convert.</summary>
public sealed class SettingSchema
{
    /// <summary>Stands for the name of an entry, which the operator chooses.</summary>
    public const string EntryName = "NAME";

    private readonly SettingNode _root = new();

    private SettingSchema()
    {
    }

    /// <summary>The first parts of all names.</summary>
    public IEnumerable<string> Sections => _root.Children.Keys;

    /// <summary>All full names, such as <c>Models:Catalog:NAME:Endpoint</c>.</summary>
    public IEnumerable<string> Names => NamesBelow(_root, "");

    /// <summary>Of options classes, each with its section as the constant <c>Section</c>.</summary>
    public static SettingSchema Of(params IEnumerable<Type> options)
    {
        var schema = new SettingSchema();
        foreach (var type in options)
        {
            var section = schema._root;
            foreach (var name in SectionOf(type)!.Split(':'))
            {
                section = section.Ensure(name);
            }

            section.Add(type);
        }

        return schema;
    }

    /// <summary>The section that an options class is bound to, if it says so.</summary>
    public static string? SectionOf(Type options) => options.GetField("Section")?.GetRawConstantValue() as string;

    /// <summary>Whether there is a setting or a section of that name.</summary>
    public SettingNode? Find(string path)
    {
        var node = _root;
        foreach (var name in path.Split(':'))
        {
            node = node?.Find(name);
        }

        return node;
    }

    /// <summary>What is wrong with the settings of a section that it has.</summary>
    public IEnumerable<SettingProblem> Check(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(setting => Sections.Contains(setting.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
        .Select(setting => Check(setting.Key, setting.Value))
        .OfType<SettingProblem>();

    /// <summary>What is wrong with a setting that was given.</summary>
    public SettingProblem? Check(string path, string? value)
    {
        if (Find(path) is not { } node)
        {
            return new SettingProblem(path, Unknown(path), null);
        }

        // Empty sections and lists are given without a value, or with an empty one.
        return string.IsNullOrEmpty(value) && (node.Type is null || Nullable.GetUnderlyingType(node.Type) is not null || value is null)
            ? null
            : Refusal(node, path, value ?? "") is { } refusal ? new SettingProblem(path, $"{path}: {refusal}", node) : null;
    }

    /// <summary>The line about a name that does not exist.</summary>
    public string Unknown(string path) =>
        NearestSetting.Of(path, Names.Select(name => WithEntryNames(name, path))) is { } nearest
            ? $"There is no setting {path}. Did you mean {nearest}?"
            : $"There is no setting {path}.";

    private static string? Refusal(SettingNode node, string path, string value) => node switch
    {
        { Type: { } type } => Converts(type, value) ? null : $"'{value}' is not {Expected(Nullable.GetUnderlyingType(type) ?? type)}",
        { IsList: true } => $"is a list: write {path}:0",
        _ => "is a section and has no value of its own",
    };

    // As the framework's binder does it.
    private static bool Converts(Type type, string value)
    {
        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException or NotSupportedException)
        {
            return false;
        }
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "a time such as 00:02:00",
        _ when type == typeof(int) => $"a whole number of at most {int.MaxValue}",
        _ when type == typeof(long) => "a whole number",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type))}",
        _ => "a number",
    };

    private static IEnumerable<string> NamesBelow(SettingNode node, string path)
    {
        if (node.Type is not null)
        {
            return [path];
        }

        var children = node.Children.SelectMany(child => NamesBelow(child.Value, path.Length == 0 ? child.Key : $"{path}:{child.Key}"));
        return node.Entries is null ? children : children.Concat(NamesBelow(node.Entries, $"{path}:{(node.IsList ? "0" : EntryName)}"));
    }

    private static string WithEntryNames(string name, string path)
    {
        var given = path.Split(':');
        return string.Join(':', name.Split(':').Select((part, index) => part == EntryName && index < given.Length ? given[index] : part));
    }
}
