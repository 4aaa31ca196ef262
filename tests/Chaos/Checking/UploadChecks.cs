using Inference.Recording;

namespace Inference.Checking;

/// <summary>Invariants of uploads.</summary>
internal static class UploadChecks
{
    public static IEnumerable<string> Once(History history, FinalState state)
    {
        var bounds = new Dictionary<StoredPersona, (int Least, int Most)>();
        foreach (var upload in history.Uploads)
        {
            Expect(upload, bounds);
        }

        var found = state.Personas.CountBy(persona => persona).ToDictionary();
        return bounds
            .Where(bound => found.GetValueOrDefault(bound.Key) < bound.Value.Least || found.GetValueOrDefault(bound.Key) > bound.Value.Most)
            .Select(bound => $"the persona '{bound.Key.Name}' of upload {bound.Key.Upload} is there {found.GetValueOrDefault(bound.Key)} times, "
                + $"and should be {bound.Value.Least} to {bound.Value.Most} times")
            .Concat(found.Keys.Where(persona => !bounds.ContainsKey(persona))
                .Select(persona => $"the persona '{persona.Name}' of upload {persona.Upload} is there, and no client sent it"));
    }

    /// <summary>
    /// How often each persona may be there. An upload with unknown outcome may have written each of its rows or not, and replaced what was there or not.
    /// </summary>
    private static void Expect(UploadOperation upload, Dictionary<StoredPersona, (int Least, int Most)> bounds)
    {
        var (isCertain, isPossible) = (upload.Outcome == Outcome.Acknowledged, upload.Outcome != Outcome.Refused);
        foreach (var name in upload.Rows)
        {
            var skipped = upload.Resolution == "skip" && upload.Conflicting.Contains(name);
            bounds[new StoredPersona(name, upload.Upload)] = (isCertain && !skipped ? 1 : 0, isPossible && !skipped ? 1 : 0);
        }

        foreach (var name in upload.Resolution == "overwrite" && isPossible ? upload.Conflicting : [])
        {
            bounds[new StoredPersona(name, upload.Earlier!)] = (0, isCertain ? 0 : 1);
        }
    }
}
