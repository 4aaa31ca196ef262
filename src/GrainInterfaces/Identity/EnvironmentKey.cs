namespace Inference.Identity;

/// <summary>The key of a grain, or of a stored document, that belongs to an environment: <c>{environment}/{id}</c>.</summary>
public sealed record EnvironmentKey(string Environment, string Id)
{
    /// <exception cref="FormatException">The key has no environment.</exception>
    public static EnvironmentKey Parse(string key) =>
        key.IndexOf('/') is > 0 and var slash
            ? new EnvironmentKey(key[..slash], key[(slash + 1)..])
            : throw new FormatException($"The grain key '{key}' is not of the form environment/id.");

    public static string Format(string environment, string id) => $"{environment}/{id}";

    public override string ToString() => Format(Environment, Id);
}
