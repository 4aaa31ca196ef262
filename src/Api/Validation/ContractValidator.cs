using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Inference.Errors;

namespace Inference.Validation;

/// <summary>Validates values, and all that is in them, against their attributes and their own <see cref="IValidatableObject"/> rules.</summary>
internal static class ContractValidator
{
    private const int MaxShownName = 64;

    /// <summary>Returns whether a list or map has null where an item belongs: rules about the whole take items for granted.</summary>
    public static bool Validate(object? value, JsonTypeInfo type, string path, ValidationErrors errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value is not null:
                ValidateObject(value, type, path, errors);
                return false;
            case JsonTypeInfoKind.Dictionary when value is IDictionary entries:
                return ValidateEntries(entries, ElementOf(type), path, errors);
            case JsonTypeInfoKind.Enumerable when value is IEnumerable items:
                return ValidateItems(items, ElementOf(type), path, errors);
            case JsonTypeInfoKind.None when value is JsonElement free && FreeJson.IsTooDeep(free):
                errors.Invalid(path, $"must be nested at most {FreeJson.MaxDepth} levels deep");
                return false;
            default:
                return false;
        }
    }

    /// <summary>Validates one property's value against its attributes, without what is inside of it.</summary>
    public static void ValidateMember(object? value, ContractMetadata.Member member, string path, ValidationErrors errors)
    {
        foreach (var attribute in member.Attributes)
        {
            if (attribute.IsValid(value))
            {
                continue;
            }

            if (attribute is ItemLengthAttribute items)
            {
                items.Check(value, path, errors);
            }
            else if (ValidationMessages.Of(attribute) is { } must)
            {
                errors.Invalid(path, must);
            }
            else
            {
                errors.Add(ErrorKind.InvalidParamValue, path, attribute.FormatErrorMessage(path));
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

    private static void ValidateObject(object value, JsonTypeInfo type, string path, ValidationErrors errors)
    {
        var members = ContractMetadata.Of(type).Members;
        var lacksItems = false;
        foreach (var member in members)
        {
            if (errors.IsFull)
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
                    errors.Null(Join(path, member.Name));
                }

                continue;
            }

            var innerPath = Join(path, member.Name);
            ValidateMember(inner, member, innerPath, errors);
            if (member.Nested is { } nested)
            {
                lacksItems |= Validate(inner, nested, innerPath, errors);
            }
        }

        if (!lacksItems && value is IValidatableObject rules)
        {
            ValidateRules(rules, members, path, errors);
        }
    }

    private static bool ValidateItems(IEnumerable items, JsonTypeInfo type, string path, ValidationErrors errors)
    {
        var lacksItems = false;
        var index = 0;
        foreach (var item in items)
        {
            if (errors.IsFull)
            {
                break;
            }

            if (item is null ? ContractMetadata.RefusesNull(type) : ContractMetadata.IsComposite(type))
            {
                lacksItems |= ValidateEntry(item, type, $"{path}[{index}]", errors);
            }

            index++;
        }

        return lacksItems;
    }

    private static bool ValidateEntries(IDictionary entries, JsonTypeInfo type, string path, ValidationErrors errors)
    {
        var lacksItems = false;
        foreach (DictionaryEntry entry in entries)
        {
            if (errors.IsFull)
            {
                break;
            }

            lacksItems |= ValidateEntry(entry.Value, type, JoinEntry(path, entry.Key.ToString()!), errors);
        }

        return lacksItems;
    }

    private static bool ValidateEntry(object? item, JsonTypeInfo type, string path, ValidationErrors errors)
    {
        if (item is null && ContractMetadata.RefusesNull(type))
        {
            errors.Null(path);
            return true;
        }

        return Validate(item, type, path, errors);
    }

    private static void ValidateRules(IValidatableObject value, ContractMetadata.Member[] members, string path, ValidationErrors errors)
    {
        foreach (var result in value.Validate(new ValidationContext(value)))
        {
            if (errors.IsFull)
            {
                return;
            }

            var name = result.MemberNames.FirstOrDefault() ?? "";
            var headLength = name.AsSpan().IndexOfAny('.', '[') is >= 0 and var end ? end : name.Length;
            var member = Array.Find(members, m => name.AsSpan(0, headLength).SequenceEqual(m.ClrName));
            var field = member is null ? name : member.Name + name[headLength..];
            errors.Add(ErrorKind.InvalidParamValue, Join(path, field), result.ErrorMessage ?? $"{Join(path, field)} is invalid.");
        }
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) => ContractMetadata.Underlying(type.Options.GetTypeInfo(type.ElementType!));
}
