using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Inference.Validation;

/// <summary>Messages of what a field must be, by its type or its validation attribute.</summary>
internal static class ValidationMessages
{
    public static string Of(JsonTypeInfo type) => type.Kind switch
    {
        JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
        JsonTypeInfoKind.Enumerable => "an array",
        _ => OfScalar(type.Type),
    };

    /// <summary>What follows the field's name; <see langword="null"/> for attributes that are not known here.</summary>
    public static string? Of(ValidationAttribute attribute) => attribute switch
    {
        // Before the one with a message: this attribute's default counts as given.
        AllowedValuesAttribute { Values: [{ } only] } => $"must be {only}",
        AllowedValuesAttribute allowed => $"must be one of {string.Join(", ", allowed.Values)}",
        { ErrorMessage: { } given } => given,
        RangeAttribute range => $"must be {OfRange(range)}",
        StringLengthAttribute { MinimumLength: 0 } length => $"must be at most {length.MaximumLength} characters long",
        StringLengthAttribute { MinimumLength: 1, MaximumLength: int.MaxValue } => "must not be empty",
        StringLengthAttribute length => $"must be {length.MinimumLength} to {length.MaximumLength} characters long",
        MinLengthAttribute { Length: 1 } => "must not be empty",
        MinLengthAttribute length => $"must have at least {length.Length} items",
        MaxLengthAttribute length => $"must have at most {length.Length} items",
        EmailAddressAttribute => "must be an e-mail address",
        _ => null,
    };

    public static string OneOf(Type enumType) =>
        $"one of {string.Join(", ", Enum.GetNames(enumType).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName))}";

    private static string OfRange(RangeAttribute range)
    {
        var minimum = string.Format(CultureInfo.InvariantCulture, range.MinimumIsExclusive ? "greater than {0}" : "at least {0}", range.Minimum);
        var maximum = string.Format(CultureInfo.InvariantCulture, range.MaximumIsExclusive ? "less than {0}" : "at most {0}", range.Maximum);
        return range.Maximum is int.MaxValue ? minimum : $"{minimum} and {maximum}";
    }

    private static string OfScalar(Type type) => Type.GetTypeCode(type) switch
    {
        _ when type.IsEnum => OneOf(type),
        TypeCode.String => "a string",
        TypeCode.Boolean => "true or false",
        TypeCode.SByte or TypeCode.Byte or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 => "a 32-bit integer",
        TypeCode.Int64 or TypeCode.UInt64 => "an integer",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
        _ when type == typeof(DateTimeOffset) => Rfc3339.Expectation,
        _ => "of another type",
    };
}
