namespace Inference.Uploads;

/// <summary>What becomes of a row in conflict.</summary>
public enum ConflictResolution
{
    /// <summary>It replaces the fields of the persona that is there.</summary>
    Overwrite = 0,

    /// <summary>It becomes another persona, with an id of its own.</summary>
    Create = 1,

    /// <summary>The persona that is there stays as it is.</summary>
    Skip = 2,
}
