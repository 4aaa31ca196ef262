using System.Collections.Immutable;

namespace Inference.Checking;

/// <summary>A chat as the API shows it.</summary>
internal sealed record StoredChat(string Id, ImmutableArray<StoredMessage> Messages);
