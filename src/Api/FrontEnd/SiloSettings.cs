namespace Inference.FrontEnd;

/// <summary>Settings that only silos read. Front ends are often given the same file or environment.</summary>
internal static class SiloSettings
{
    private static readonly string[] Sections = ["Models", "Guard", "Router", "Chats", "Queue", "Completions", "Logs", "Storage"];

    private static readonly string[] Names =
        ["Inference:AdminKey", "Inference:ServeApi", "Inference:Cluster:SiloPort", "Inference:Cluster:AdvertisedAddress"];

    public static bool Has(string name) =>
        Sections.Contains(name.Split(':')[0], StringComparer.OrdinalIgnoreCase) || Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
