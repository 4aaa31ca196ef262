namespace Inference.Load;

/// <summary>Round robin over the running front ends, as a load balancer with health checks does it.</summary>
internal sealed class Balancer
{
    private readonly Lock _lock = new();
    private readonly List<Uri> _live = [];
    private int _next;

    public void Add(Uri frontEnd)
    {
        lock (_lock)
        {
            _live.Add(frontEnd);
        }
    }

    public void Remove(Uri frontEnd)
    {
        lock (_lock)
        {
            _live.Remove(frontEnd);
        }
    }

    /// <summary>Each in its turn; <see langword="null"/> while there is none.</summary>
    public Uri? Next()
    {
        lock (_lock)
        {
            return _live.Count == 0 ? null : _live[_next++ % _live.Count];
        }
    }
}
