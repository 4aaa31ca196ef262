namespace Inference.Requests;

/// <summary>A request body that changes what is given, and clears what is given as null: <see cref="Body{T}.Cleared"/>.</summary>
internal interface IPatch;
