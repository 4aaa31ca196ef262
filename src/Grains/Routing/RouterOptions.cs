using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Routing;

internal sealed class RouterOptions
{
    public const string Section = "Router";

    /// <summary>Whether <c>POST /v1/chats</c> routes when neither request nor chat says.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The model that routes: <c>local</c>, or a name of the catalog.</summary>
    [Required]
    public string Model { get; set; } = "local";

    /// <summary>How many of the latest user messages the router reads.</summary>
    [Range(1, 20)]
    public int Messages { get; set; } = 3;

    /// <summary>The score, from 0 to 1, below which the local router says that no expert fits.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; set; } = 0.045;

    /// <summary>By how much another expert's score must be better for a chat to leave the expert of the turn before.</summary>
    [Range(0.0, 1.0)]
    public double Margin { get; set; } = 0.02;
}

[OptionsValidator]
internal sealed partial class RouterOptionsValidator : IValidateOptions<RouterOptions>;
