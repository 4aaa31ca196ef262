using System.Globalization;

namespace Inference;

/// <summary>Duration and load of the benchmarks; <c>--quick</c> is for a look, not for numbers to quote.</summary>
internal sealed record BenchOptions
{
    public const string Help = """
        Options:
          --quick                    two short rounds: for a look, not for numbers to quote
          --rounds N --seconds S     rounds, and seconds of each
          --connections N            connections of load
          --streams N                streams at once
          --chats N --logs N         rows of history and stats
          --storage sqlite|postgres  where this server keeps its data
          --silos N                  silos of this server, on PostgreSQL
          --without-server           leaves this server out
        """;

    public int Rounds { get; init; } = 5;

    public double Seconds { get; init; } = 3;

    public int Connections { get; init; } = 32;

    public int Streams { get; init; } = 500;

    public int Experts { get; init; } = 20;

    /// <summary>How many answers <c>in-flight</c> holds at once.</summary>
    public int InFlight { get; init; } = 10_000;

    /// <summary>How many logs statistics are read over.</summary>
    public int Logs { get; init; } = 1_000_000;

    /// <summary>How many chats, and logs of them, fill the database of <c>history</c>.</summary>
    public int HistoryChats { get; init; } = 1_000_000;

    public int HistoryLogs { get; init; } = 10_000_000;

    /// <summary>Whether our server keeps its data in PostgreSQL instead of SQLite.</summary>
    public bool Postgres { get; init; }

    /// <summary>How many silos our server is.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>How many logs a round writes.</summary>
    public int WrittenLogs { get; init; } = 40_000;

    /// <summary>Leaves our server out: model server and pass-through alone.</summary>
    public bool WithoutServer { get; init; }

    /// <summary>The folder of labelled questions of <c>router</c>.</summary>
    public string Folder { get; init; } = ".";

    public static BenchOptions Parse(string[] args)
    {
        var options = args.Contains("--quick")
            ? new BenchOptions { Rounds = 2, Seconds = 1.5, Logs = 100_000, WrittenLogs = 10_000, HistoryChats = 20_000, HistoryLogs = 200_000, InFlight = 1_000 }
            : new BenchOptions();
        return options with
        {
            Rounds = (int)Number(args, "--rounds", options.Rounds),
            Seconds = Number(args, "--seconds", options.Seconds),
            Connections = (int)Number(args, "--connections", options.Connections),
            Streams = (int)Number(args, "--streams", options.Streams),
            InFlight = (int)Number(args, "--streams", options.InFlight),
            Logs = (int)Number(args, "--logs", options.Logs),
            HistoryChats = (int)Number(args, "--chats", options.HistoryChats),
            HistoryLogs = (int)Number(args, "--logs", options.HistoryLogs),
            Folder = args.Length > 1 && !args[1].StartsWith('-') ? args[1] : ".",
            Postgres = Text(args, "--storage") == "postgres",
            Silos = (int)Number(args, "--silos", options.Silos),
            WithoutServer = args.Contains("--without-server"),
        };
    }

    /// <summary>What cannot be run, if so.</summary>
    public string? Problem => Silos > 1 && !Postgres ? "Several silos need --storage postgres: SQLite's file belongs to one." : null;

    public static string? Text(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static double Number(string[] args, string name, double otherwise) =>
        Text(args, name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
