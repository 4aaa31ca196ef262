namespace Inference.Models.Wire;

/// <summary>A model's server sent more than is read of an answer. Not an <see cref="IOException"/>: asking again would bring the same.</summary>
internal sealed class AnswerTooLargeException(int limit) : Exception($"The answer has more than {limit} bytes.");
