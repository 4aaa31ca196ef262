using System.ComponentModel.DataAnnotations;
using Inference.Requests;

namespace Inference.ActionGroups;

/// <summary>What a client says of an action group.</summary>
internal record ActionGroupRequest : IPatch
{
    [StringLength(256, MinimumLength = 1)]
    public virtual string? Name { get; init; }

    [StringLength(4_096, MinimumLength = 1)]
    public virtual string? Description { get; init; }

    public ActionGroupFields ToFields() => new() { Name = Name, Description = Description };
}
