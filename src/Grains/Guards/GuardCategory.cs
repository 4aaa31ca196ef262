using System.ComponentModel.DataAnnotations;

namespace Inference.Guards;

/// <summary>One category of risk as configured under <c>Guard:Categories:NAME</c>. What is not given is as the built-in category has it.</summary>
internal sealed class GuardCategory
{
    /// <summary>False removes the category.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The name that verdicts carry in its place.</summary>
    public string? Name { get; set; }

    /// <summary>What the model-backed guard is told of it.</summary>
    public string? Definition { get; set; }

    /// <summary>From 0 to 1: the score from which the local guard speaks up; lower is stricter.</summary>
    [Range(0.0, 1.0)]
    public double? Threshold { get; set; }
}
