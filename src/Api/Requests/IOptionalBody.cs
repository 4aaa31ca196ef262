namespace Inference.Requests;

/// <summary>A request body that may be left out: then it is read as an empty object.</summary>
internal interface IOptionalBody;
