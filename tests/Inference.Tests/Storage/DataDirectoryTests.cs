using System.Runtime.Versioning;
using System.Text;
using Inference.Binding;
using Inference.Infrastructure;
using Inference.Sqlite;
using Inference.Uploads.Files;
using Microsoft.Extensions.Logging;

namespace Inference.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateDirectory = Private | UnixFileMode.UserExecute;
    private const UnixFileMode World = (UnixFileMode)0b111_111_111;

    private readonly TemporaryDirectory _temporary = new();
    private readonly LogLines _log = new();

    private string Directory => System.IO.Path.Combine(_temporary.Path, "data");

    public void Dispose()
    {
        _log.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void A_new_directory_and_its_files_are_private_and_nothing_is_logged()
    {
        Open();

        AssertPrivate();
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void What_was_open_to_others_is_closed_with_a_line_for_each()
    {
        Open();
        Widen("", "inference.db", "lock");

        Open();

        AssertPrivate();
        Assert.Equal(3, _log.Lines.Count);
        Assert.Contains(_log.Lines, line => line.Contains(Path("inference.db"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_with_other_files_keeps_its_mode_unlike_our_files()
    {
        Open();
        File.WriteAllText(Path("notes.txt"), "ours");
        Widen("", "inference.db");
        File.SetUnixFileMode(Path("notes.txt"), World);

        Open();

        Assert.Equal(World, File.GetUnixFileMode(Directory));
        Assert.Equal(World, File.GetUnixFileMode(Path("notes.txt")));
        Assert.Equal(Private, File.GetUnixFileMode(Path("inference.db")) & ~UnixFileMode.UserExecute);
        Assert.Contains(_log.Lines, line => line.Contains("notes.txt", StringComparison.Ordinal));
    }

    [ProcessTest]
    [Theory]
    [InlineData("022")]
    [InlineData("000")]
    public async Task A_running_servers_files_are_private_under_any_umask(string umask)
    {
        await using var data = await TestDatabase.CreateAsync(StorageEngine.Sqlite);
        var directory = data.Settings["Inference:DataDirectory"]!;
        System.IO.Directory.Delete(directory);

        await using var silo = await SiloProcess.StartUnderAsync(umask, data);

        Assert.Equal(PrivateDirectory, File.GetUnixFileMode(directory));
        var files = System.IO.Directory.GetFiles(directory);
        Assert.Equal(["inference.db", "inference.db-shm", "inference.db-wal", "lock"], files.Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(Private, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_spooled_upload_is_private()
    {
        await using var spool = await Spool.FillAsync(new MemoryStream(Encoding.UTF8.GetBytes("name\nAnna\n")), TestContext.Current.CancellationToken);

        // Its name is gone; the descriptor still has its mode.
        Assert.Equal(Private, File.GetUnixFileMode(((FileStream)spool.At(0)).SafeFileHandle));
    }

    private void Open()
    {
        using var logs = new LoggerFactory([_log]);
        using var database = new SqliteDatabase(Directory, logs);
        database.Open();
    }

    private void Widen(params string[] names)
    {
        foreach (var name in names)
        {
            File.SetUnixFileMode(Path(name), World);
        }
    }

    private void AssertPrivate()
    {
        Assert.Equal(PrivateDirectory, File.GetUnixFileMode(Directory));
        Assert.All(System.IO.Directory.GetFiles(Directory), file => Assert.Equal(Private, File.GetUnixFileMode(file) & ~UnixFileMode.UserExecute));
    }

    private string Path(string name) => System.IO.Path.Combine(Directory, name);
}
