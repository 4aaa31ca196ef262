using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Inference.Binding;

/// <summary>Keeps what is logged from warnings on, with its scopes.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope, ILogger
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{logLevel}: {formatter(state, exception)} {exception?.Message}";
        _scopes.ForEachScope((scope, _) => line += $" [{scope}]", 0);
        Lines.Enqueue(line);
    }

    public void Dispose()
    {
    }
}
