using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Validation;

/// <summary>
/// The validation attributes of a type's properties, under the names that the properties have in JSON. Built once a type, so that
/// validating a request needs no reflection.
/// </summary>
/// <remarks>
/// Microsoft.Extensions.Validation skips types that are not public and names properties as C# does; JSON's own metadata has the
/// names of the contract.
/// </remarks>
internal sealed class ContractMetadata
{
    private static readonly ConditionalWeakTable<JsonTypeInfo, ContractMetadata> Known = [];

    private readonly Lazy<Member[]> _members;

    // Members that the contract does not have are what extension data is for.
    private ContractMetadata(JsonTypeInfo type) =>
        _members = new(() => [.. type.Properties.Where(p => p.Get is not null && !p.IsExtensionData).Select(Member.Of)]);

    public Member[] Members => _members.Value;

    public static ContractMetadata Of(JsonTypeInfo type) => Known.GetValue(type, static type => new ContractMetadata(type));

    /// <summary>The type behind <see cref="Nullable{T}"/>, whose own JSON metadata lacks its properties.</summary>
    public static JsonTypeInfo Underlying(JsonTypeInfo type) =>
        Nullable.GetUnderlyingType(type.Type) is { } underlying ? type.Options.GetTypeInfo(underlying) : type;

    /// <summary>Whether a list or map of such items refuses null: JSON's metadata has the nullability of properties only.</summary>
    public static bool RefusesNull(JsonTypeInfo item) => !item.Type.IsValueType;

    /// <summary>Whether the inside of a value is validated: of lists of texts their nulls, of free JSON its depth.</summary>
    public static bool IsComposite(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object => true,
        JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary =>
            type.ElementType is { } element && (!element.IsValueType || IsComposite(Underlying(type.Options.GetTypeInfo(element)))),
        _ => type.Type == typeof(JsonElement),
    };

    /// <summary>One property; <see cref="Nested"/> is set when the inside of its value is validated.</summary>
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
