using Inference.Sql;

namespace Inference.Sqlite;

/// <summary>Orleans' table of reminders behind the <see cref="WriteGate"/>. Reads do not enter it: they never wait for a writer.</summary>
internal sealed class GatedReminderTable(IReminderTable table, SqliteDatabase database) : IReminderTable
{
    public Task StartAsync(CancellationToken cancellationToken) => table.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => table.StopAsync(cancellationToken);

    public Task<ReminderTableData> ReadRows(GrainId grainId) => table.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => table.ReadRows(begin, end);

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => table.ReadRow(grainId, reminderName);

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        using var lease = await database.Gate.EnterAsync(CancellationToken.None);
        return await StorageFault.TranslateAsync(table.UpsertRow(entry), database.Health);
    }

    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
    {
        using var lease = await database.Gate.EnterAsync(CancellationToken.None);
        return await StorageFault.TranslateAsync(table.RemoveRow(grainId, reminderName, eTag), database.Health);
    }

    public async Task TestOnlyClearTable()
    {
        using var lease = await database.Gate.EnterAsync(CancellationToken.None);
        await table.TestOnlyClearTable();
    }
}
