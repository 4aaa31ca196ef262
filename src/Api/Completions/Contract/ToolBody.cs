using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Messages;
using Inference.Validation;

namespace Inference.Completions.Contract;

/// <summary>A tool that a model may call: a function, or one of a type that the model's server knows.</summary>
internal sealed record ToolBody : ExtensibleBody, IValidatableObject
{
    private const string FunctionType = "function";

    // Of a tool without a function: those of its own object, which has the type's name, or of itself.
    private string? _name;
    private string? _description;

    [Required, StringLength(64, MinimumLength = 1)]
    public required string Type { get; init; }

    /// <summary>Of a tool of type function alone: what others have by that name follows rules of their own, which are the server's.</summary>
    public FunctionBody? Function { get; set; }

    /// <summary>The whole tool as it came, where it is more than a function: <see cref="SourceJson"/> cuts it out of the request.</summary>
    internal string? Json { get; set; }

    internal bool IsPlain => Extra is null && Type == FunctionType && Function is { Extra: null };

    internal string Name => Function?.Name ?? _name ?? Type;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Function is null && Type == FunctionType)
        {
            yield return new ValidationResult("A tool of type function has a function.", [nameof(Function)]);
        }
    }

    internal static ToolBody From(Tool tool) => tool.Json is { } json && FreeJson.Read(json) is { ValueKind: JsonValueKind.Object } whole
        ? From(whole)
        : new ToolBody
        {
            Type = FunctionType,
            Function = new FunctionBody
            {
                Name = tool.Name,
                Description = tool.Description,
                Parameters = tool.Parameters is null ? null : FreeJson.Read(tool.Parameters),
                Strict = tool.Strict,
            },
        };

    internal Tool ToTool() => new()
    {
        Name = Name,
        Description = Function?.Description ?? _description,
        Parameters = Function?.Parameters?.GetRawText(),
        Strict = Function?.Strict,
        Json = Json,
    };

    protected override void OnRead()
    {
        if (Function is { } other && Type is { Length: > 0 } and not FunctionType)
        {
            (_name, _description, Function) = (other.Name is { Length: > 0 } name ? name : _name, other.Description ?? _description, null);
        }
    }

    protected override void OnOthers(IReadOnlyDictionary<string, JsonElement> others)
    {
        var own = others.Values.FirstOrDefault(value => value.ValueKind == JsonValueKind.Object && TextOf(value, "name") is not null);
        _name = TextOf(own, "name") ?? (others.TryGetValue("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null);
        _description = TextOf(own, "description");
    }

    private static ToolBody From(JsonElement whole) => new()
    {
        Type = TextOf(whole, "type") ?? FunctionType,
        Function = whole.TryGetProperty(FunctionType, out var function) ? FunctionBody.From(function) : null,
        Others = whole.EnumerateObject().Where(member => member.Name is not ("type" or FunctionType)).ToDictionary(member => member.Name, member => member.Value),
    };

    private static string? TextOf(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
