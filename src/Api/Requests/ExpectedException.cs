using System.Text.Json;

namespace Inference.Requests;

/// <summary>Thrown by JSON converters: what a field must be, in words that follow "must be".</summary>
internal sealed class ExpectedException(string expectation) : JsonException($"must be {expectation}");
