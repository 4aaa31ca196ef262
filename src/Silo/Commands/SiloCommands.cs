using Inference.Hosting;

namespace Inference.Commands;

/// <summary>The silo's program: its commands, and the settings that its help shows.</summary>
internal static class SiloCommands
{
    public static readonly IReadOnlyList<ProcessCommand> All =
    [
        new("--check", "reads the configuration, asks the models' servers and looks at the database; changes nothing", CheckCommand.RunAsync),
        new("--migrate", "brings the database's schema up to date", MigrateCommand.RunAsync),
        new("--new-admin-key", "makes an admin key on existing data and shows it, such as when all were lost", NewAdminKeyCommand.RunAsync),
        new("--backup", "copies an embedded server's database into a new file, also while the server runs", BackupCommand.BackUpAsync) { Argument = "FILE" },
        new("--restore", "puts such a file into the data directory of a server that does not run", BackupCommand.RestoreAsync) { Argument = "FILE" },
        CommonCommands.Health,
        CommonCommands.Version,
        CommonCommands.Help,
    ];

    public static readonly IReadOnlyList<HelpSetting> Settings =
    [
        HelpSetting.Urls,
        HelpSetting.DataDirectory,
        HelpSetting.Storage,
        HelpSetting.ConnectionString,
        new("Inference:AdminKey", null, "the admin key, for automation; without it one is made and shown once"),
        new("Models:Default", "local", "the model of requests that name none"),
        new("Models:Catalog:NAME:Endpoint", null, "an OpenAI-compatible server, such as http://127.0.0.1:8000/v1"),
        new("Guard:Enabled", "true", "whether POST /v1/chats guards when neither request nor chat says"),
        new("Router:Enabled", "true", "whether POST /v1/chats routes when neither request nor chat says"),
        new("Logs:Retention", null, "after which time logs are deleted, such as 90.00:00:00; never by default"),
    ];

    public static ProcessProfile Profile { get; } = new()
    {
        Name = "Inference.Silo",
        Summary = "the server, embedded with SQLite or one of a cluster with PostgreSQL",
        Commands = All,
        Settings = Settings,
        Build = SiloServer.Build,
        ShowReady = SiloServer.ShowReady,
        RunningInstrument = RunningAnswers.Completions,
    };
}
