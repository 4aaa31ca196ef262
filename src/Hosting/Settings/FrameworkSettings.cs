namespace Inference.Settings;

/// <summary>Settings of .NET, ASP.NET Core, Orleans and OpenTelemetry, which check their values themselves.</summary>
internal static class FrameworkSettings
{
    public static readonly IReadOnlyList<string> Names =
    [
        "urls", "http_ports", "https_ports", "https_port", "environment", "contentRoot", "applicationName", "webroot", "AllowedHosts", "detailedErrors",
        "captureStartupErrors", "preferHostingUrls", "suppressStatusMessages", "shutdownTimeoutSeconds", "startupAssembly", "preventHostingStartup",
        "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "staticWebAssets", "forwardedHeaders_enabled", "$schema",
        "Logging", "Kestrel", "ConnectionStrings", "Orleans", "Metrics", "hostBuilder", "Logging:LogLevel:Default", "Kestrel:Certificates:Default:Path",
        "Kestrel:Certificates:Default:Password",
    ];

    private const string OpenTelemetry = "OTEL_";

    // Names that other programs use for a setting, and its name here.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["port"] = "urls, such as --urls=http://localhost:9000",
        ["host"] = "urls, such as --urls=http://0.0.0.0:8080",
        ["address"] = "urls, such as --urls=http://localhost:9000",
        ["listen"] = "urls, such as --urls=http://localhost:9000",
        ["bind"] = "urls, such as --urls=http://localhost:9000",
        ["data"] = "Inference:DataDirectory",
        ["data-dir"] = "Inference:DataDirectory",
        ["database"] = "Inference:Storage and ConnectionStrings:Inference",
        ["key"] = "Inference:AdminKey",
        ["api-key"] = "Inference:AdminKey",
        ["model"] = "Models:Default",
    };

    public static bool Has(string path) =>
        Names.Contains(path.Split(':')[0], StringComparer.OrdinalIgnoreCase) || path.StartsWith(OpenTelemetry, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name here of a setting that other programs have under this one.</summary>
    public static string? NameHere(string path) => Synonyms.GetValueOrDefault(path);
}
