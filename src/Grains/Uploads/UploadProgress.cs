using Inference.Personas;

namespace Inference.Uploads;

/// <summary>A session as it is stored, and the steps that move it.</summary>
internal sealed class UploadProgress(IUploadStore store, TimeProvider clock, string environment, string token)
{
    private const int CheckedAtOnce = 2_000;

    private StoredUpload? _stored;

    /// <summary><see langword="null"/> when there is no session.</summary>
    public UploadState? State => _stored?.State;

    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _stored = await store.ReadAsync(environment, token, cancellationToken);

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var state = new UploadState { Environment = environment, Token = token, CreatedAt = UploadToken.MadeAt(token) ?? clock.GetUtcNow() };
        _stored = await store.CreateAsync(state, cancellationToken);
    }

    public Task StageAsync(UploadChunk chunk, CancellationToken cancellationToken) =>
        store.StageAsync(_stored!, [.. chunk.Rows.Select((row, n) => ToStaged(chunk, row, n))], cancellationToken);

    public async Task SaveAsync(UploadState next, CancellationToken cancellationToken) =>
        _stored = await store.SaveAsync(_stored!, next, cancellationToken);

    /// <summary>Goes on from wherever it is until it is completed, or pending.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (State!.Stage == UploadStage.Checking)
        {
            var conflicts = await CountConflictsAsync(cancellationToken);
            var stage = conflicts == 0 ? UploadStage.Importing : UploadStage.Pending;
            await SaveAsync(State with { Conflicts = conflicts, Stage = stage }, cancellationToken);
        }

        while (State.Stage == UploadStage.Importing)
        {
            _stored = await store.ImportAsync(_stored!, clock.GetUtcNow(), cancellationToken);
        }
    }

    /// <summary>Forgets the rows, some at a time, so that other writers get their turns.</summary>
    public async Task DropRowsAsync()
    {
        bool more;
        do
        {
            more = await store.DropRowsAsync(_stored!, CancellationToken.None);
        }
        while (more);
    }

    public async Task DeleteAsync()
    {
        if (_stored is { } stored)
        {
            await DropRowsAsync();
            await store.DeleteAsync(stored, CancellationToken.None);
            _stored = null;
        }
    }

    private async Task<int> CountConflictsAsync(CancellationToken cancellationToken)
    {
        var conflicts = 0;
        for (var from = 0; from < State!.Total; from += CheckedAtOnce)
        {
            conflicts += await store.CountConflictsAsync(_stored!, from, CheckedAtOnce, cancellationToken);
        }

        return conflicts;
    }

    private static StagedRow ToStaged(UploadChunk chunk, UploadRow row, int n) =>
        new(chunk.Position + n, row.Id, PersonaMatch.Of(row.Fields), new StagedContent(chunk.File, row.Number, row.Fields));
}
