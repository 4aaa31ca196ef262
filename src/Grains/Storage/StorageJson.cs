using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace Inference.Storage;

/// <summary>
/// The JSON form of everything stored. Names are the stored contract: a property, an enum's value or a state's name that has shipped
/// is never renamed.
/// </summary>
public static class StorageJson
{
    // No source generation: generated code sets init-only properties that the document does not have to their type's default,
    // so what older documents lack (an empty array, "none") would become null instead of the initialiser's value.
    public static readonly JsonSerializerOptions Options = Create();

    public static byte[] Serialize<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Deserialize<T>(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException("A stored document is null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            IgnoreReadOnlyProperties = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new StorageDateConverter() },
        };
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>RFC 3339 in UTC, always with three decimals: of one width, so that dates sort as text.</summary>
internal sealed class StorageDateConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

/// <summary>Grain state as <see cref="StorageJson"/> has it.</summary>
public sealed class StorageSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(StorageJson.Serialize(input));

    public T Deserialize<T>(BinaryData input) => StorageJson.Deserialize<T>(input.ToMemory().Span);
}
