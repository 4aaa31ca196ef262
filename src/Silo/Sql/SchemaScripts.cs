using DbUp.Engine;

namespace Inference.Sql;

/// <summary>Which of this version's scripts a database has.</summary>
internal static class SchemaScripts
{
    /// <exception cref="StorageException">A newer version wrote the schema.</exception>
    public static void RefuseNewer(UpgradeEngine upgrader)
    {
        if (upgrader.GetExecutedButNotDiscoveredScripts() is [var unknown, ..])
        {
            throw new StorageException($"The database was written by a newer version of the server: it has '{unknown}', which this one does not know.");
        }
    }

    /// <exception cref="StorageException">A newer version wrote the schema.</exception>
    public static SchemaState Inspect(UpgradeEngine upgrader, string place)
    {
        RefuseNewer(upgrader);
        return new SchemaState(place, upgrader.GetExecutedScripts().Count == 0, upgrader.GetScriptsToExecute().Count);
    }
}

/// <summary>The state of a database's schema.</summary>
/// <param name="Place">Which one, for the operator.</param>
/// <param name="IsEmpty">It has no schema, or is not there.</param>
/// <param name="PendingScripts">How many scripts would bring its schema up to date.</param>
internal sealed record SchemaState(string Place, bool IsEmpty, int PendingScripts);
