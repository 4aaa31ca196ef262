namespace Inference.ModelServers;

/// <summary>A tool call that the model makes; the arguments are JSON, sent in pieces when streamed.</summary>
public sealed record ScriptedToolCall(string Name, string Arguments, string Id = "call_0001");
