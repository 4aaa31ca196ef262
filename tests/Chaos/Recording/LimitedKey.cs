namespace Inference.Recording;

/// <summary>A key that is hammered, and what it may do.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="PerMinute">How many requests a minute it has.</param>
/// <param name="PerDay">How many requests a day it has.</param>
/// <param name="Day">The UTC day that <paramref name="UsedOfDay"/> counts; on the next one the count begins anew.</param>
/// <param name="UsedOfDay">How many of that day's were used when the run began.</param>
internal sealed record LimitedKey(string KeyId, int PerMinute, int PerDay, DateOnly Day, int UsedOfDay);
