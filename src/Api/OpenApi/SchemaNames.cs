using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Inference.OpenApi;

/// <summary>Names of the document's components: the types' own, with that of the declaring type in front.</summary>
internal static class SchemaNames
{
    public static string? Of(JsonTypeInfo type)
    {
        // A nested type ("Choice") would share its name with others of that name.
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is null || type.Type.DeclaringType is not { } outer ? name : outer.Name + name;
    }
}
