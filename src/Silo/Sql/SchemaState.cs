namespace Inference.Sql;

/// <summary>What a database was found to be.</summary>
/// <param name="Place">Which one, for the operator.</param>
/// <param name="IsEmpty">It has no schema, or is not there.</param>
/// <param name="PendingScripts">How many scripts would bring its schema up to date.</param>
internal sealed record SchemaState(string Place, bool IsEmpty, int PendingScripts);
