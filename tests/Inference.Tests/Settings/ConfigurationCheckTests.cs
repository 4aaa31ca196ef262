using Inference.Commands;
using Inference.FrontEnd;
using Inference.Hosting;
using Inference.Infrastructure;

namespace Inference.Settings;

/// <summary>The configuration of real processes, which are not started.</summary>
public sealed class ConfigurationCheckTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();
    private readonly ShutdownSignals _signals = new();

    public void Dispose()
    {
        _signals.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_configuration_there_is_no_problem() => Assert.Empty(Problems());

    [Fact]
    public void All_problems_of_the_command_line_are_reported_at_once()
    {
        string[] expected =
        [
            "Guard:Categories:pii:Threshold: must be between 0 and 1",
            "Guard:Enabled: 'maybe' is not true or false",
            "Inference:Storage: must be 'sqlite' or 'postgres'",
            "Logs:Retention: has no value, write --Logs:Retention=VALUE",
            "Models:Catalog:a:Endpoint: must be an absolute http(s) URI",
            "Queue:MaxWait: must be between 00:00:00 and 00:10:00",
            "There is no command 'strat'. --help shows those that there are.",
            "There is no command --hlep. Did you mean --help?",
            "There is no setting Gaurd:Enabled. Did you mean Guard:Enabled?",
            "There is no setting port. Did you mean urls, such as --urls=http://localhost:9000?",
            "urls: 'localhost:9000' has no scheme, write http://localhost:9000",
        ];

        var problems = Problems(
            "strat", "--Gaurd:Enabled=false", "--Guard:Enabled", "maybe", "--port", "9000", "--Inference:Storage=tape", "--Queue:MaxWait=1.00:00:00",
            "--Guard:Categories:pii:Threshold=7", "--Models:Catalog:a:Provider=openai", "--urls=localhost:9000", "--hlep", "--Logs:Retention");

        Assert.Equal(expected, problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_http_servers_limits_are_reported_with_all_others()
    {
        string[] expected =
        [
            "Api:ManagementPort: must be between 1 and 65535",
            "Api:MaxBodyBytes: must be between 1024 and 268435456",
            "Api:MaxCompletionBodyBytes: must be between 1024 and 268435456",
            "Api:MaxUploadBytes: must be between 1024 and 17179869184",
            "Api:MinBodyBytesPerSecond: must be between 1 and 1048576",
            "Guard:MaxCharacters: must be between 100 and 1000000",
            "Models:Default: names the model 'nn', which is not in Models:Catalog",
            "Queue:MaxQueued: must be between 0 and 100000",
        ];

        var problems = Problems(
            "--Api:MaxCompletionBodyBytes=-1", "--Api:MaxBodyBytes=-1", "--Api:MinBodyBytesPerSecond=-1", "--Api:ManagementPort=0", "--Api:MaxUploadBytes=0",
            "--Guard:MaxCharacters=0", "--Queue:MaxQueued=-1", "--Models:Default=nn");

        Assert.Equal(expected, problems.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_added_body_may_be_an_object_of_the_file()
    {
        Write("""{ "Models": { "Catalog": { "a": { "Endpoint": "http://h/v1", "ExtraBody": { "top_k": 20, "k": { "x": [true, null, {}] } } } } } }""");

        Assert.Empty(Problems());
    }

    [Fact]
    public void Unknown_names_of_a_file_are_reported_but_not_frameworks_names()
    {
        Write("""
            {
              "$schema": "https://example.org", "Logging": { "LogLevel": { "Default": "Warning" } }, "Kestrel": { "Limits": { "MaxConcurrentConnections": 5 } },
              "AllowedHosts": "*", "Orleans": { "Name": "x" }, "ConnectionStrings": { "Other": "x" }, "Gaurd": { "Enabled": false },
              "Models": { "Default": "local", "Catalog": { "a": { "Provider": "local", "Modle": "x" } } }, "Guard": {}
            }
            """);

        string[] expected =
        [
            "There is no setting Gaurd:Enabled. Did you mean Guard:Enabled?",
            "There is no setting Models:Catalog:a:Modle. Did you mean Models:Catalog:a:Model?",
        ];
        Assert.Equal(expected, Problems().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_without_JSON_is_reported_with_line_and_column()
    {
        Write("{\n  \"Guard\": {\n    \"Enabled\" false\n  }\n}\n");

        var failure = Assert.Throws<InvalidDataException>(() => Problems());

        Assert.Equal(
            $"{Path.Combine(_folder.Path, "appsettings.json")}, line 3, column 15: 'f' is invalid after a property name. Expected a ':'",
            Assert.Single(StartupErrors.Of(failure)));
    }

    [Fact]
    public void A_front_end_takes_every_setting_that_a_silo_has()
    {
        var (_, silo) = SiloServer.Prepare(Line(SiloCommands.All), _signals);
        var names = silo.Names.ToArray();

        var (_, check) = FrontEndServer.Prepare(Line(FrontEndServer.Profile.Commands, [.. names.Select(name => $"--{name}=x")]), _signals);

        Assert.NotEmpty(names);
        Assert.Empty(check.UnknownNames());
    }

    [Fact]
    public void Help_shows_settings_as_the_document_has_them()
    {
        var documented = File.ReadAllText(Documentation.Repository.PathOf("docs/configuration.md"));
        var shown = SiloCommands.Profile.Settings.Concat(FrontEndServer.Profile.Settings).Where(setting => setting != HelpSetting.Urls);

        Assert.All(shown, setting => Assert.Contains(
            setting.Default is null || setting.Name.EndsWith("GatewayPort", StringComparison.Ordinal)
                ? $"| `{setting.Name.TrimEnd(':', '0')}` |"
                : $"| `{setting.Name}` | `{setting.Default}` |",
            documented,
            StringComparison.Ordinal));
    }

    private IReadOnlyList<string> Problems(params string[] arguments)
    {
        var (app, check) = SiloServer.Prepare(Line(SiloCommands.All, arguments), _signals);
        return check.Complete(app.Services);
    }

    private CommandLine Line(IReadOnlyList<ProcessCommand> commands, params string[] arguments) =>
        CommandLine.Parse([.. arguments, $"--contentRoot={_folder.Path}"], commands);

    private void Write(string json) => File.WriteAllText(Path.Combine(_folder.Path, "appsettings.json"), json);
}
