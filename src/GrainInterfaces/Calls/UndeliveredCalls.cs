namespace Inference.Calls;

/// <summary>
/// Sends a call again that reached nobody. A grain that is done goes at once, and who calls it at that moment is sent after it a few times and then
/// turned away, though a new one could be there a millisecond later. What was turned away has not been carried out, so sending it again is safe.
/// One that found no place in its time has timed out.
/// </summary>
public sealed class UndeliveredCalls(TimeProvider clock) : IOutgoingGrainCallFilter
{
    private const int Attempts = 8;

    // How Orleans begins to tell that a call waited for a place for its grain until it was too old. By type it looks like a caller who went away.
    private const string Expired = "Message expired";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await context.Invoke();
                return;
            }
            catch (OrleansMessageRejectionException) when (attempt < Attempts)
            {
                await Task.Delay(FirstPause * (1 << attempt), clock);
            }
            catch (OperationCanceledException exception) when (exception.Message.StartsWith(Expired, StringComparison.Ordinal))
            {
                throw new TimeoutException(exception.Message, exception);
            }
        }
    }
}
