namespace Inference.Sql;

/// <summary>Leaves stored documents that cannot be read out of lists, and logs them.</summary>
internal sealed partial class UnreadableRows(ILogger<UnreadableRows> logger)
{
    /// <summary>Always true, so that reading goes on with the next row.</summary>
    public bool TryRead(Func<string> id, Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception)
        {
            // One document that is broken, or too deep, must not hide the others; operations on it fail with the reason.
            LogUnreadable(exception, id());
        }

        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The stored document {Id} could not be read and was left out of a list")]
    private partial void LogUnreadable(Exception exception, string id);
}
