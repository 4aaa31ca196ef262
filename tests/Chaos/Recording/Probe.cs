namespace Inference.Recording;

/// <summary>One of many cheap requests, sent at a steady pace, that tell whether there is service.</summary>
/// <param name="Series">Those of one key, which lives on one silo.</param>
/// <param name="Succeeded">Whether it was answered with 200 in time.</param>
/// <param name="Began">When it was sent.</param>
/// <param name="Ended">When the answer was there, or the client gave up.</param>
internal sealed record Probe(string Series, bool Succeeded, DateTimeOffset Began, DateTimeOffset Ended);
