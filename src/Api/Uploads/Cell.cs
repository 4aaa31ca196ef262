namespace Inference.Uploads;

/// <summary>
/// A value in a table, as text and, where it is a number or true or false, as JSON too. An error is what a formula could not calculate. One that is longer
/// than a cell can be has no text.
/// </summary>
internal readonly record struct Cell(int Column, string Text, string? Literal = null, bool IsError = false, bool IsTooLong = false);
