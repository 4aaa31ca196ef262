using Inference.Errors;

namespace Inference.Chats;

/// <summary>Why a chat does not take a change that another time it would take.</summary>
internal static class ChatConflicts
{
    public static InferenceException Busy() =>
        new(ErrorKind.ResourceConflict, "The chat is still answering the message before this one.", "id");

    public static InferenceException Moved() =>
        new(ErrorKind.ResourceConflict, "The chat has changed while this answer was made; nothing of it was kept.", "id");
}
