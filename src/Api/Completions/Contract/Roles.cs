using Inference.Messages;

namespace Inference.Completions.Contract;

/// <summary>Roles by the names that clients use.</summary>
internal static class Roles
{
    public static string NameOf(Role role) => role switch
    {
        Role.System => "system",
        Role.Developer => "developer",
        Role.User => "user",
        Role.Assistant => "assistant",
        Role.Tool => "tool",
    };

    public static bool TryParse(string? name, out Role role)
    {
        (var known, role) = name switch
        {
            "system" => (true, Role.System),
            "developer" => (true, Role.Developer),
            "user" => (true, Role.User),
            "assistant" => (true, Role.Assistant),
            "tool" => (true, Role.Tool),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>For names that were checked before.</summary>
    public static Role Parse(string name) =>
        TryParse(name, out var role) ? role : throw new ArgumentOutOfRangeException(nameof(name), name, null);
}
