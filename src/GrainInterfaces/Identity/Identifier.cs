namespace Inference.Identity;

/// <summary>Ids are a prefix and a UUIDv7 in hex: they sort by the time they were made and never parse as a number or a GUID.</summary>
public static class Identifier
{
    public const string Chat = "chat_";
    public const string Completion = "chatcmpl-";
    public const string Expert = "exp_";
    public const string Persona = "per_";
    public const string Action = "act_";
    public const string ActionGroup = "grp_";
    public const string Insight = "ins_";
    public const string Upload = "upl_";
    public const string ApiKey = "key_";
    public const string Request = "req_";
    public const string Guard = "grd_";
    public const string Router = "rtr_";
    public const string ToolCall = "call_";

    public static string New(string prefix, DateTimeOffset now) => prefix + Guid.CreateVersion7(now).ToString("n");
}
