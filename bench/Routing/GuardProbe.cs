using Inference.Guards;
using Inference.Messages;
using Microsoft.Extensions.Options;

namespace Inference.Routing;

/// <summary>The local guard with its defaults.</summary>
internal static class GuardProbe
{
    private static readonly LocalGuard Guard = new(new Defaults());

    public static bool IsUnsafe(string question) =>
        Guard.JudgeAsync(new GuardQuestion([new Message { Role = Role.User, Content = question }]), CancellationToken.None).AsTask().Result.Category
            != GuardResult.Safe;

    private sealed class Defaults : IOptionsMonitor<GuardOptions>
    {
        public GuardOptions CurrentValue { get; } = new();

        public GuardOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<GuardOptions, string?> listener) => null;
    }
}
