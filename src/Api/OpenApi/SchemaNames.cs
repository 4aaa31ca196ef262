using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Inference.OpenApi;

/// <summary>Names of the document's components: the types' own, without the words that tell requests from answers in the code.</summary>
internal static class SchemaNames
{
    public static string? Of(JsonTypeInfo type)
    {
        // A type inside another one ("Choice") would share its name with others of that name.
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name is null || type.Type.DeclaringType is not { } outer ? name : outer.Name + name;
    }
}
