using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Requests;

/// <summary>Checks values, and all that is in them, against their attributes and their own <see cref="IValidatableObject"/> rules.</summary>
internal static class ShapeChecker
{
    public static void Check(object? value, JsonTypeInfo type, string path, Problems problems)
    {
        if (value is null)
        {
            return;
        }

        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                CheckObject(value, type, path, problems);
                break;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries:
                var elementType = ElementOf(type);
                foreach (DictionaryEntry entry in entries)
                {
                    Check(entry.Value, elementType, Join(path, entry.Key.ToString()!), problems);
                }

                break;
            case JsonTypeInfoKind.Enumerable:
                CheckItems((IEnumerable)value, ElementOf(type), path, problems);
                break;
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

    public static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static void CheckObject(object value, JsonTypeInfo type, string path, Problems problems)
    {
        var members = Shape.Of(type).Members;
        foreach (var member in members)
        {
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
                Check(inner, nested, innerPath, problems);
            }
        }

        if (value is IValidatableObject rules)
        {
            CheckRules(rules, members, path, problems);
        }
    }

    private static void CheckItems(IEnumerable items, JsonTypeInfo type, string path, Problems problems)
    {
        var index = 0;
        foreach (var item in items)
        {
            Check(item, type, $"{path}[{index++}]", problems);
        }
    }

    private static void CheckRules(IValidatableObject value, Shape.Member[] members, string path, Problems problems)
    {
        foreach (var result in value.Validate(new ValidationContext(value)))
        {
            var name = result.MemberNames.FirstOrDefault() ?? "";
            var headLength = name.AsSpan().IndexOfAny('.', '[') is >= 0 and var end ? end : name.Length;
            var member = Array.Find(members, m => name.AsSpan(0, headLength).SequenceEqual(m.ClrName));
            var field = member is null ? name : member.Name + name[headLength..];
            problems.Add(Errors.ErrorKind.InvalidParamValue, Join(path, field), result.ErrorMessage ?? $"{Join(path, field)} is invalid.");
        }
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) => Shape.Underlying(type.Options.GetTypeInfo(type.ElementType!));
}
