using System.Collections.Concurrent;
using System.Globalization;
using Inference.Errors;
using Inference.Identity;
using Inference.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Inference.Ledger;

/// <summary>
/// One per silo: refuses what would add to an owner's storage when it is full. An owner is measured at most once a minute, and every few seconds while it
/// is refused; between measurements this silo's commits are added.
/// </summary>
internal sealed partial class OwnerQuota(
    IOwnerSizeStore store, StorageHealth health, IOptionsMonitor<StorageOptions> options, TimeProvider clock, ILogger<OwnerQuota> logger)
{
    /// <summary>How many owners are remembered.</summary>
    public const int MaxOwners = 10_000;

    /// <summary>How long a measurement serves.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>How long a refusal stands before the next request measures again.</summary>
    public static readonly TimeSpan Refused = TimeSpan.FromSeconds(3);

    // The share of the limit from which a measurement that is due is waited for.
    private const double Near = 0.8;

    private readonly ConcurrentDictionary<(string Environment, string Owner), OwnerSize> _owners = new();

    /// <exception cref="InferenceException">The owner stores as much as it may, or more; or storage takes no writes of any.</exception>
    public ValueTask EnsureRoomAsync(Caller caller, CancellationToken cancellationToken)
    {
        health.EnsureWritable();
        return options.CurrentValue.MaxBytesPerOwner is { } limit ? new(EnsureRoomAsync(caller, limit, cancellationToken)) : default;
    }

    /// <summary>Counts what has been committed. An owner that is not remembered is measured before its size matters.</summary>
    public void Add(LedgerEntry entry)
    {
        if (options.CurrentValue.MaxBytesPerOwner is null)
        {
            return;
        }

        var (chat, log) = (entry.Chat, entry.Log);
        if (chat is not null && (chat.Header?.Owner ?? log?.Owner) is { } owner && Find(chat.Environment, owner) is { } chats)
        {
            chats.Add(EntrySize.OfMessages(entry));
        }

        if (log is not null && Find(log.Environment, log.Owner) is { } logs)
        {
            logs.Add(EntrySize.OfLog(log));
        }
    }

    private OwnerSize? Find(string environment, string owner) => _owners.GetValueOrDefault((environment, owner));

    private async Task EnsureRoomAsync(Caller caller, long limit, CancellationToken cancellationToken)
    {
        var size = Remembered(caller);
        var due = size.Age is not { } age || age >= Fresh;
        if (due && size.Age is not null && size.Bytes < limit * Near)
        {
            _ = MeasureInBackgroundAsync(caller, size);
            return;
        }

        if (due || (size.Bytes >= limit && size.Age >= Refused))
        {
            await MeasureAsync(caller, size).WaitAsync(cancellationToken);
        }

        if (size.Bytes is var bytes && bytes >= limit)
        {
            throw Full(bytes, limit);
        }
    }

    private OwnerSize Remembered(Caller caller)
    {
        if (_owners.Count >= MaxOwners && Find(caller.Environment, caller.Owner) is null)
        {
            // An owner that is dropped is measured anew by its next request; nothing else is lost.
            _owners.Clear();
        }

        return _owners.GetOrAdd((caller.Environment, caller.Owner), static (_, time) => new OwnerSize(time), clock);
    }

    // For all that wait for it: none of them may cancel it.
    private Task MeasureAsync(Caller caller, OwnerSize size) =>
        size.MeasureAsync(() => store.MeasureAsync(caller.Environment, caller.Owner, CancellationToken.None));

    private async Task MeasureInBackgroundAsync(Caller caller, OwnerSize size)
    {
        try
        {
            await MeasureAsync(caller, size);
        }
        catch (Exception exception)
        {
            // The last measurement serves until one succeeds: each request tries.
            LogNotMeasured(exception, caller.Environment, caller.Owner);
        }
    }

    private static InferenceException Full(long bytes, long limit) => new(
        ErrorKind.StorageQuotaExceeded,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The chats and inference logs of this key's owner take {bytes} bytes of {limit}. Deleting chats frees space; logs go by the operator's retention."));

    [LoggerMessage(LogLevel.Warning, "The storage of owner {Owner} in {Environment} was not measured")]
    private partial void LogNotMeasured(Exception exception, string environment, string owner);
}
