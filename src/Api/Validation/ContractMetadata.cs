using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Validation;

/// <summary>
/// What the attributes of a type's properties demand, under the names that the properties have in JSON. Found once a type, so that
/// checking a request reflects on nothing.
/// </summary>
/// <remarks>
/// Microsoft.Extensions.Validation skips types that are not public and names properties as C# does; JSON's own metadata knows the
/// names of the contract, and what is not JSON is not ours to check.
/// </remarks>
internal sealed class ContractMetadata
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, ContractMetadata> Known = [];

    private readonly Lazy<Member[]> _members;

    private ContractMetadata(JsonTypeInfo type) => _members = new(() => [.. type.Properties.Where(p => p.Get is not null).Select(Member.Of)]);

    public Member[] Members => _members.Value;

    public static ContractMetadata Of(JsonTypeInfo type) => Known.GetValue(type, static type => new ContractMetadata(type));

    /// <summary>The type behind <see cref="Nullable{T}"/>, which JSON's metadata describes by half.</summary>
    public static JsonTypeInfo Underlying(JsonTypeInfo type) =>
        Nullable.GetUnderlyingType(type.Type) is { } underlying ? type.Options.GetTypeInfo(underlying) : type;

    /// <summary>Whether null cannot stand in a list or map of such items: JSON's metadata knows the nullability of properties only.</summary>
    public static bool RefusesNull(JsonTypeInfo item) => !item.Type.IsValueType;

    /// <summary>Whether there is something inside a value to be checked: of lists of texts their nulls, of free JSON its depth.</summary>
    public static bool IsComposite(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => true,
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary =>
            type.ElementType is { } element && (!element.IsValueType || IsComposite(Underlying(type.Options.GetTypeInfo(element)))),
        _ => type.Type == typeof(JsonElement),
    };

    /// <summary>One property; <see cref="Nested"/> is set when its value has a shape of its own.</summary>
    internal sealed record Member(
        string Name, string ClrName, Func<object, object?> Get, ValidationAttribute[] Attributes, JsonTypeInfo? Nested)
    {
        /// <summary>Whether its value must not be null though its C# type could be.</summary>
        public bool IsRequired { get; private init; }

        public static Member Of(JsonPropertyInfo property)
        {
            var type = Underlying(property.Options.GetTypeInfo(property.PropertyType));
            var attributes = FindAttributes(property).ToLookup(attribute => attribute is RequiredAttribute);
            return new Member(
                property.Name,
                (property.AttributeProvider as MemberInfo)?.Name ?? property.Name,
                property.Get!,
                [.. attributes[false]],
                property.CustomConverter is null && IsComposite(type) ? type : null)
            {
                IsRequired = attributes[true].Any(),
            };
        }

        private static IEnumerable<ValidationAttribute> FindAttributes(JsonPropertyInfo property) =>
            property.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), true).Cast<ValidationAttribute>() ?? [];
    }
}
