using Inference.Recording;

namespace Inference.Load;

/// <summary>Runs conversations in sequence: one client begins each, one or two continue it.</summary>
internal sealed class Conversations(CompletionClient asker, string name, Random random, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            var conversation = $"{name}-{number}";
            var first = await asker.AskAsync(conversation, null, cancellationToken);
            if (first is { Outcome: Outcome.Acknowledged, ChatId: { } chatId })
            {
                var (writers, turns) = (random.Next(3) == 0 ? 2 : 1, random.Next(4, 20));
                await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => ContinueAsync(conversation, chatId, turns, stop, cancellationToken)));
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task ContinueAsync(string conversation, string chatId, int turns, CancellationToken stop, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < turns && !stop.IsCancellationRequested; turn++)
        {
            await Task.Delay(Pause, clock, cancellationToken);
            await asker.AskAsync(conversation, chatId, cancellationToken);
        }
    }
}
