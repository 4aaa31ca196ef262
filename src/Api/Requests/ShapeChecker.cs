using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Requests;

/// <summary>Checks values, and all that is in them, against their attributes and their own <see cref="IValidatableObject"/> rules.</summary>
internal static class ShapeChecker
{
    private const int MaxShownName = 64;

    /// <summary>Returns whether a list or map has null where an item belongs: rules about the whole take items for granted.</summary>
    public static bool Check(object? value, JsonTypeInfo type, string path, Problems problems)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value is not null:
                CheckObject(value, type, path, problems);
                return false;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries:
                return CheckEntries(entries, ElementOf(type), path, problems);
            case JsonTypeInfoKind.Enumerable when value is IEnumerable items:
                return CheckItems(items, ElementOf(type), path, problems);
            case JsonTypeInfoKind.None when value is JsonElement free && FreeJson.IsTooDeep(free):
                problems.Invalid(path, $"must be nested at most {FreeJson.MaxDepth} levels deep");
                return false;
            default:
                return false;
        }
    }

    /// <summary>What the attributes say of one property's value; whatever is in it is not looked at.</summary>
    public static void CheckMember(object? value, Shape.Member member, string path, Problems problems)
    {
        foreach (var attribute in member.Attributes)
        {
            if (attribute.IsValid(value))
            {
                continue;
            }

            if (attribute is ItemLengthAttribute items)
            {
                items.Check(value, path, problems);
            }
            else if (Expectation.Of(attribute) is { } must)
            {
                problems.Invalid(path, must);
            }
            else
            {
                problems.Add(Errors.ErrorKind.InvalidParamValue, path, attribute.FormatErrorMessage(path));
            }
        }
    }

    public static string Join(string path, string name) => (path, name) switch
    {
        ("", _) => name,
        (_, "") => path,
        _ => $"{path}.{name}",
    };

    /// <summary>The path of a map's entry, whose name is the client's and may be of any length.</summary>
    public static string JoinEntry(string path, string name) =>
        Join(path, name.Length <= MaxShownName ? name : $"{name.AsSpan(0, MaxShownName)}…");

    private static void CheckObject(object value, JsonTypeInfo type, string path, Problems problems)
    {
        var members = Shape.Of(type).Members;
        var lacksItems = false;
        foreach (var member in members)
        {
            if (problems.IsFull)
            {
                return;
            }

            if (member is { Attributes.Length: 0, IsRequired: false, Nested: null })
            {
                continue;
            }

            var inner = member.Get(value);
            if (inner is null)
            {
                if (member.IsRequired)
                {
                    problems.Null(Join(path, member.Name));
                }

                continue;
            }

            var innerPath = Join(path, member.Name);
            CheckMember(inner, member, innerPath, problems);
            if (member.Nested is { } nested)
            {
                lacksItems |= Check(inner, nested, innerPath, problems);
            }
        }

        if (!lacksItems && value is IValidatableObject rules)
        {
            CheckRules(rules, members, path, problems);
        }
    }

    private static bool CheckItems(IEnumerable items, JsonTypeInfo type, string path, Problems problems)
    {
        var lacksItems = false;
        var index = 0;
        foreach (var item in items)
        {
            if (problems.IsFull)
            {
                break;
            }

            if (item is null ? Shape.RefusesNull(type) : Shape.IsComposite(type))
            {
                lacksItems |= CheckEntry(item, type, $"{path}[{index}]", problems);
            }

            index++;
        }

        return lacksItems;
    }

    private static bool CheckEntries(IDictionary entries, JsonTypeInfo type, string path, Problems problems)
    {
        var lacksItems = false;
        foreach (DictionaryEntry entry in entries)
        {
            if (problems.IsFull)
            {
                break;
            }

            lacksItems |= CheckEntry(entry.Value, type, JoinEntry(path, entry.Key.ToString()!), problems);
        }

        return lacksItems;
    }

    private static bool CheckEntry(object? item, JsonTypeInfo type, string path, Problems problems)
    {
        if (item is null && Shape.RefusesNull(type))
        {
            problems.Null(path);
            return true;
        }

        return Check(item, type, path, problems);
    }

    private static void CheckRules(IValidatableObject value, Shape.Member[] members, string path, Problems problems)
    {
        foreach (var result in value.Validate(new ValidationContext(value)))
        {
            if (problems.IsFull)
            {
                return;
            }

            var name = result.MemberNames.FirstOrDefault() ?? "";
            var headLength = name.AsSpan().IndexOfAny('.', '[') is >= 0 and var end ? end : name.Length;
            var member = Array.Find(members, m => name.AsSpan(0, headLength).SequenceEqual(m.ClrName));
            var field = member is null ? name : member.Name + name[headLength..];
            problems.Add(Errors.ErrorKind.InvalidParamValue, Join(path, field), result.ErrorMessage ?? $"{Join(path, field)} is invalid.");
        }
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) => Shape.Underlying(type.Options.GetTypeInfo(type.ElementType!));
}
