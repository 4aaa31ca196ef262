namespace Inference.Calls;

/// <summary>
/// Repeats a call that no activation received. A grain that is done deactivates at once; Orleans forwards a call that arrives at that moment a few times and then
/// rejects it, though a new activation could exist a millisecond later. A rejected call was not executed, so repeating it is safe.
/// A call that is not delivered in its time has timed out.
/// </summary>
public sealed class UndeliveredCalls(TimeProvider clock) : IOutgoingGrainCallFilter
{
    private const int Attempts = 8;

    // The prefix of Orleans' message for a call that expired before its grain was placed. By type it looks like a cancelled call.
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
