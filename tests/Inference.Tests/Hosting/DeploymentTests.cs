using System.Text.RegularExpressions;
using Inference.Documentation;
using YamlDotNet.RepresentationModel;

namespace Inference.Hosting;

/// <summary>What Docker and Kubernetes are told cannot be run here; that it fits the product can be read.</summary>
public sealed partial class DeploymentTests
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    private static string Folder => Repository.PathOf("deploy");

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_setting_that_a_file_names_is_one(string file)
    {
        var documented = File.ReadAllText(Repository.PathOf("README.md"));

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
        Assert.Contains("proxy_buffering off;", File.ReadAllText(Path.Combine(Folder, "nginx.conf")), StringComparison.Ordinal);

    [GeneratedRegex("\\b(Inference|Api|ConnectionStrings)__[A-Za-z0-9_]+")]
    private static partial Regex Setting();

    [GeneratedRegex("__[0-9]+$")]
    private static partial Regex Index();
}
