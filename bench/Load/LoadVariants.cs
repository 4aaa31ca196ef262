using Inference.Processes;

namespace Inference.Load;

/// <summary>The variants, in the table's order.</summary>
internal static class LoadVariants
{
    private const string Completions = "/v1/chat/completions";
    private const string Chats = "/v1/chats";

    public static IEnumerable<LoadVariant> Of(Machines machines)
    {
        yield return new("(a) model server", machines.Models, Completions, () => RawRequest.Question("instant"));
        yield return new("(b) YARP", machines.PassThrough, Completions, () => RawRequest.Question("instant"));
        if (machines.Server is { Child: var server })
        {
            yield return new("(c) completions", server, Completions, () => RawRequest.Question("bench"));
            yield return new("(d) + guard, router", server, Completions, () => Staged(true));
            yield return new("(e) chats, kept", server, Chats, () => Staged(false), KeepsChat: true);
            yield return new("(f) chats + guard, router", server, Chats, () => Staged(true), KeepsChat: true);
        }
    }

    private static System.Text.Json.Nodes.JsonObject Staged(bool enabled) =>
        RawRequest.Question("bench").With("guard_enabled", enabled).With("router_enabled", enabled);
}
