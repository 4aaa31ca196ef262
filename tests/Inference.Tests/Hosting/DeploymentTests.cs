using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Inference.Documentation;
using YamlDotNet.RepresentationModel;

namespace Inference.Hosting;

/// <summary>Docker and Kubernetes cannot be run here; their files are compared with the product.</summary>
public sealed partial class DeploymentTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Folder, file))
        // What deploy/local-cluster.sh keeps.
        .Where(file => !file.StartsWith($"data{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

    private static string Folder => Repository.PathOf("deploy");

    private static string Balancer => File.ReadAllText(Path.Combine(Folder, "nginx.conf"));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_that_a_file_names_is_one(string file)
    {
        var documented = File.ReadAllText(Repository.PathOf("docs/configuration.md"));

        Assert.All(
            Setting().Matches(File.ReadAllText(Path.Combine(Folder, file))).Select(match => match.Value),
            setting => Assert.Contains($"`{Index().Replace(setting, "").Replace("__", ":", StringComparison.Ordinal)}`", documented, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Yaml_can_be_read(string file)
    {
        if (!file.EndsWith(".yml", StringComparison.Ordinal) && !file.EndsWith(".yaml", StringComparison.Ordinal))
        {
            return;
        }

        using var text = File.OpenText(Path.Combine(Folder, file));
        var yaml = new YamlStream();
        yaml.Load(text);

        Assert.NotEmpty(yaml.Documents);
    }

    [Fact]
    public void The_balancer_buffers_no_stream() =>
        Assert.Contains("proxy_buffering off;", Balancer, StringComparison.Ordinal);

    [Fact]
    public void The_balancer_says_itself_where_a_request_comes_from() =>
        Assert.Equal(["$remote_addr"], ForwardedFor().Matches(Balancer).Select(match => match.Groups[1].Value));

    [Theory]
    [InlineData("/metrics", true)]
    [InlineData("/METRICS", true)]
    [InlineData("/metrics/", true)]
    [InlineData("/Metrics/x", true)]
    [InlineData("/v1/metrics", false)]
    [InlineData("/metricsx", false)]
    public void The_balancer_hides_metrics_in_any_spelling(string path, bool isHidden) => Assert.Equal(
        isHidden, HiddenPaths().Matches(Balancer).Any(match => Regex.IsMatch(path, match.Groups[1].Value, RegexOptions.IgnoreCase)));

    [Theory]
    [InlineData("not_found", 404, "resource_not_found")]
    [InlineData("too_large", 413, "body_too_large")]
    [InlineData("unavailable", 503, "overloaded")]
    public void The_balancers_own_errors_have_the_envelope(string location, int status, string code)
    {
        var body = Regex.Match(Balancer, $$"""location @{{location}} \{[^}]*return {{status}} '(.*)\\n';""").Groups[1].Value;

        var error = JsonNode.Parse(body)!["error"]!;
        Assert.Equal((code, status), ((string?)error["code"], (int?)error["status"]));
        Assert.Matches($"error_page {status}.* @{location};|error_page .*={status} @{location};", Balancer);
    }

    [Fact]
    public void The_balancer_asks_for_addresses_again()
    {
        var frontEnds = File.ReadAllText(Path.Combine(Folder, "frontends.conf"));

        Assert.Contains("resolver 127.0.0.11 ", frontEnds, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(frontEnds, "^  server .* resolve ", RegexOptions.Multiline));
    }

    [Fact]
    public void A_server_with_sqlite_keeps_its_data_where_its_user_may_write()
    {
        var image = File.ReadAllText(Path.Combine(Folder, "Dockerfile"));
        var unit = File.ReadAllText(Path.Combine(Folder, "systemd", "inference.service"));

        Assert.Contains("COPY --from=build --chown=$APP_UID:$APP_UID /out/data /data\nENV Inference__DataDirectory=/data\n", image, StringComparison.Ordinal);
        Assert.Equal(["data:/data"], ((YamlSequenceNode)Node(Read("docker-compose.sqlite.yml"), "services", "server").Children["volumes"]).Select(volume => $"{volume}"));
        Assert.Contains("StateDirectory=inference\n", unit, StringComparison.Ordinal);
        Assert.Contains("Environment=Inference__DataDirectory=/var/lib/inference\n", unit, StringComparison.Ordinal);
    }

    [Fact]
    public void Front_ends_of_compose_believe_the_balancer_alone()
    {
        var compose = Read("docker-compose.yml");
        var address = Text(compose, "services", "balancer", "networks", "default", "ipv4_address");
        var trusted = Node(compose, "x-api", "environment").Children
            .Where(setting => $"{setting.Key}".StartsWith("Api__TrustedProxies__", StringComparison.Ordinal))
            .Select(setting => $"{setting.Value}");

        Assert.Equal([address], trusted);
    }

    [Fact]
    public void Front_ends_have_a_user_of_their_own_in_the_database()
    {
        var compose = Read("docker-compose.yml");
        var silos = Text(compose, "x-silo", "environment", "ConnectionStrings__Inference");
        var frontEnds = Text(compose, "x-api", "environment", "ConnectionStrings__Inference");

        Assert.Contains("Username=inference;", silos, StringComparison.Ordinal);
        Assert.Contains("Username=inference_api;", frontEnds, StringComparison.Ordinal);
        Assert.DoesNotContain("POSTGRES_PASSWORD", frontEnds, StringComparison.Ordinal);
        Assert.Contains("key: front-end-connection-string}", File.ReadAllText(Path.Combine(Folder, "kubernetes", "api.yaml")), StringComparison.Ordinal);
        Assert.DoesNotContain("/etc/inference/secrets.env", File.ReadAllText(Path.Combine(Folder, "systemd", "inference-api.service")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Images_of_others_are_named_by_an_exact_version(string file) => Assert.All(
        Image().Matches(File.ReadAllText(Path.Combine(Folder, file))).Select(match => match.Groups[1].Value),
        image => Assert.Matches(@":(\d+\.\d+\.\d+|(?<=postgres:)\d+\.\d+)(-[a-z-]+)?(@sha256:[0-9a-f]{64})?$", image));

    private static YamlMappingNode Read(string file)
    {
        using var text = File.OpenText(Path.Combine(Folder, file));
        var yaml = new YamlStream();
        yaml.Load(text);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Node(YamlMappingNode root, params string[] path) =>
        path.Aggregate(root, (node, name) => (YamlMappingNode)node.Children[new YamlScalarNode(name)]);

    private static string Text(YamlMappingNode root, params string[] path) => $"{Node(root, path[..^1]).Children[new YamlScalarNode(path[^1])]}";

    [GeneratedRegex(@"proxy_set_header X-Forwarded-For (\S+);")]
    private static partial Regex ForwardedFor();

    [GeneratedRegex(@"location ~\* (\S+) \{\s+return 404;")]
    private static partial Regex HiddenPaths();

    // Those with a repository's name and a tag; those that are built here have none.
    [GeneratedRegex(@"(?:image: (?:&\w+ )?|FROM )([a-z0-9./-]+:\S+)")]
    private static partial Regex Image();

    [GeneratedRegex("\\b(Inference|Api|ConnectionStrings)__[A-Za-z0-9_]+")]
    private static partial Regex Setting();

    [GeneratedRegex("__[0-9]+$")]
    private static partial Regex Index();
}
