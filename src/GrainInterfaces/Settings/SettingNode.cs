using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Inference.Settings;

/// <summary>A setting, or a section of settings, as an options class has it.</summary>
public sealed class SettingNode
{
    private static readonly SettingNode AnyJson = OfJson();

    private readonly Dictionary<string, SettingNode> _children = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a value is converted to; a section has none.</summary>
    public Type? Type { get; private set; }

    /// <summary>The value without configuration, as configuration would write it.</summary>
    public string? Default { get; private set; }

    /// <summary>What each entry of a list or a dictionary is.</summary>
    public SettingNode? Entries { get; private set; }

    public bool IsList { get; private set; }

    public IReadOnlyDictionary<string, SettingNode> Children => _children;

    public SettingNode? Find(string name) => _children.GetValueOrDefault(name) ?? Entries;

    internal SettingNode Ensure(string name)
    {
        if (!_children.TryGetValue(name, out var child))
        {
            _children[name] = child = new SettingNode();
        }

        return child;
    }

    /// <summary>Adds what the configuration binder would set of an options class.</summary>
    internal void Add(Type options)
    {
        var defaults = Activator.CreateInstance(options)!;
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.CanWrite || IsCollection(property.PropertyType))
            {
                var setting = Ensure(property.Name);
                setting.Describe(property.PropertyType, property.GetValue(defaults));
                setting.Entries ??= property.IsDefined(typeof(JsonSettingAttribute)) ? AnyJson : null;
            }
        }
    }

    private static SettingNode OfJson()
    {
        var node = new SettingNode { Type = typeof(string) };
        node.Entries = node;
        return node;
    }

    private static bool IsCollection(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private void Describe(Type type, object? value)
    {
        if (IsCollection(type))
        {
            IsList = type.GenericTypeArguments.Length < 2;
            Entries ??= new SettingNode();
            Entries.Describe(type.GetElementType() ?? type.GenericTypeArguments[^1], null);
        }
        else if (TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string)))
        {
            (Type, Default) = (type, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        else
        {
            Add(type);
        }
    }
}

/// <summary>Marks a text that is JSON: it may also be a section, whose names are its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JsonSettingAttribute : Attribute;
