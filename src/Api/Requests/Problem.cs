using Inference.Errors;

namespace Inference.Requests;

/// <summary>One thing that is wrong with a request. The message names the field.</summary>
internal readonly record struct Problem(ErrorKind Kind, string? Param, string Message);
