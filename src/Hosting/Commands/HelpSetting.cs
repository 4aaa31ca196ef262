namespace Inference.Commands;

/// <summary>A setting that <c>--help</c> shows.</summary>
internal sealed record HelpSetting(string Name, string? Default, string Meaning)
{
    public static readonly HelpSetting Urls = new("urls", "http://localhost:8080", "the address of the HTTP API; also ASPNETCORE_URLS");

    public static readonly HelpSetting DataDirectory = new("Inference:DataDirectory", "data", "where an embedded server keeps its data");

    public static readonly HelpSetting Storage = new("Inference:Storage", "sqlite", "sqlite for one process, postgres for a cluster");

    public static readonly HelpSetting ConnectionString = new("ConnectionStrings:Inference", null, "how PostgreSQL is reached: Host=...;Database=...;Username=...;Password=...");
}
