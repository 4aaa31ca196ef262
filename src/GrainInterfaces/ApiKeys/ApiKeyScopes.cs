using System.Collections.Immutable;

namespace Inference.ApiKeys;

/// <summary>What an API key may do. <see cref="Admin"/> may do everything.</summary>
public static class ApiKeyScopes
{
    public const string Admin = "admin";
    public const string ChatsRead = "chats:read";
    public const string ChatsWrite = "chats:write";
    public const string ExpertsRead = "experts:read";
    public const string ExpertsWrite = "experts:write";
    public const string PersonasRead = "personas:read";
    public const string PersonasWrite = "personas:write";
    public const string ActionsRead = "actions:read";
    public const string ActionsWrite = "actions:write";
    public const string InsightsWrite = "insights:write";
    public const string LogsRead = "logs:read";
    public const string ModelsRead = "models:read";

    /// <summary>What a key gets that names no scopes: everything but <see cref="Admin"/>.</summary>
    public static readonly ImmutableArray<string> Default =
    [
        ChatsRead, ChatsWrite, ExpertsRead, ExpertsWrite, PersonasRead, PersonasWrite,
        ActionsRead, ActionsWrite, InsightsWrite, LogsRead, ModelsRead,
    ];

    /// <summary>Every scope there is.</summary>
    public static readonly ImmutableArray<string> All = [Admin, .. Default];
}
