namespace Inference.Checking;

/// <summary>An API key as the API, and for its day's count the database, shows it.</summary>
/// <param name="Id">The key's id.</param>
/// <param name="Name">What it was called last.</param>
/// <param name="IsActive">False when it is revoked.</param>
/// <param name="Day">The UTC day that was counted last, as stored.</param>
/// <param name="ReservedOfDay">Up to how many requests of that day may have been admitted, as stored.</param>
internal sealed record StoredKey(string Id, string Name, bool IsActive, DateOnly? Day = null, long ReservedOfDay = 0);
