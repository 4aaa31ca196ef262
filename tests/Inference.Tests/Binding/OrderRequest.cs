using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Inference.Validation;

namespace Inference.Binding;

/// <summary>A request with one of everything.</summary>
internal sealed record OrderRequest : IPatch, IValidatableObject
{
    [StringLength(10, MinimumLength = 1)]
    public required string Name { get; init; }

    [Range(1, 100)]
    public int? Amount { get; init; }

    [Range(0.0, 2.0)]
    public double? Price { get; init; }

    public bool? Urgent { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public OrderColor? Color { get; init; }

    [MaxLength(2), ItemLength(3)]
    public IReadOnlyList<string>? Tags { get; init; }

    [MinLength(1)]
    public IReadOnlyList<OrderLine>? OrderLines { get; init; }

    public Dictionary<string, string>? Notes { get; init; }

    public JsonElement? Anything { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Urgent == true && DueAt is null)
        {
            yield return new ValidationResult("What is urgent needs a due date.", [nameof(DueAt)]);
        }
    }
}
