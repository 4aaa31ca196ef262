using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;

namespace Inference.Load;

/// <summary>The variants, in the table's order.</summary>
internal static class LoadVariants
{
    private const string CompletionsPath = "/v1/chat/completions";
    private const string ChatsPath = "/v1/chats";

    public static IEnumerable<LoadVariant> Of(BenchmarkEnvironment environment) =>
    [
        new("(a) model server", new Target(environment.Models), CompletionsPath, () => RawRequest.Question("instant")),
        new("(b) YARP", new Target(environment.PassThrough), CompletionsPath, () => RawRequest.Question("instant")),
        .. environment.Server is { } server ? Of(server) : [],
    ];

    public static IEnumerable<LoadVariant> Of(Server server) =>
    [
        Completions(server),
        new("(d) + guard, router", server.Target, CompletionsPath, () => Staged(true)),
        Chats(server),
        new("(f) chats + guard, router", server.Target, ChatsPath, () => Staged(true), KeepsChat: true),
    ];

    public static LoadVariant Completions(Server server) =>
        new("(c) completions", server.Target, CompletionsPath, () => RawRequest.Question("bench"));

    public static LoadVariant Chats(Server server) => new("(e) chats, kept", server.Target, ChatsPath, () => Staged(false), KeepsChat: true);

    private static JsonObject Staged(bool enabled) =>
        RawRequest.Question("bench").With("guard_enabled", enabled).With("router_enabled", enabled);
}
