namespace Inference.Sql;

/// <summary>What logs have in common that are counted together.</summary>
internal sealed record RollupGroup(string Owner, string ApiKeyId, string Model, string Type);
