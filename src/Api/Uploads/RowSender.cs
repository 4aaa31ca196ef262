using System.Collections.Immutable;
using Inference.Errors;
using Inference.Uploads.Files;

namespace Inference.Uploads;

/// <summary>Stages rows in the session in chunks, one chunk in flight while the next is read; and counts them.</summary>
internal sealed class RowSender(IUploadSessionGrain session, UploadOptions limits)
{
    private const int ChunkRows = 500;
    private const int ChunkCharacters = 1_024 * 1_024;
    private const int RowCharacters = 64;

    private readonly ImmutableArray<UploadRow>.Builder _rows = ImmutableArray.CreateBuilder<UploadRow>(ChunkRows);
    private readonly List<RejectedRow> _rejected = [];
    private readonly List<string> _warnings = [];
    private Task _sending = Task.CompletedTask;
    private string _file = "";
    private int _characters;
    private long _total;
    private int _sent;
    private int _rejectedCount;

    public async Task AddAsync(string file, ReadRow read, CancellationToken cancellationToken)
    {
        if (_sent + _rows.Count + _rejectedCount >= limits.MaxRows)
        {
            throw new InferenceException(ErrorKind.InvalidParamValue, $"The files have more than {limits.MaxRows} rows.", "files");
        }

        if (read.Row is not { } row)
        {
            Reject(new RejectedRow(file, read.Number, read.Fault!));
            return;
        }

        if (_rows.Count == ChunkRows || _characters > ChunkCharacters || (file != _file && _rows.Count > 0))
        {
            await SendAsync(cancellationToken);
        }

        _file = file;
        _rows.Add(row);
        var characters = RowCharacters + (row.Fields.Data?.Length ?? 0) + (row.Fields.Notes?.Length ?? 0);
        _characters += characters;
        _total += characters;
        if (_total > limits.MaxUnpackedBytes)
        {
            // Each row repeats the names of columns, so long names multiply the size of a file.
            throw new InferenceException(
                ErrorKind.InvalidParamValue, $"The personas of the files have more than {limits.MaxUnpackedBytes} characters together.", "files");
        }
    }

    /// <summary>Adds warnings to the reading, up to the number that is shown.</summary>
    public void Warn(IEnumerable<string> warnings) => _warnings.AddRange(warnings.Take(UploadReading.WarningsShown - _warnings.Count));

    /// <summary>Sends the last chunk and returns the result of the reading.</summary>
    public async Task<UploadReading> EndAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        await _sending;
        return new UploadReading { Total = _sent, RejectedCount = _rejectedCount, Rejected = [.. _rejected], Warnings = [.. _warnings] };
    }

    /// <summary>Waits for the chunk in flight, and ignores its outcome.</summary>
    public async Task StopAsync() => await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await _sending;
        if (_rows.Count > 0)
        {
            var chunk = new UploadChunk(_file, _sent, _rows.DrainToImmutable());
            _sent += chunk.Rows.Length;
            _characters = 0;
            _sending = session.StageAsync(chunk, cancellationToken);
        }
    }

    private void Reject(RejectedRow row)
    {
        _rejectedCount++;
        if (_rejected.Count < UploadReading.RejectedShown)
        {
            _rejected.Add(row);
        }
    }
}
