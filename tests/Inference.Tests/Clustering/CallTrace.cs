using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;

namespace Inference.Clustering;

/// <summary>Takes down the calls to our grains on all silos of a cluster: each call carries the silo that it left.</summary>
internal sealed class CallTrace
{
    private const string From = "left";

    private readonly ConcurrentQueue<TracedCall> _calls = new();

    public void AddTo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton(this);
        silo.AddOutgoingGrainCallFilter<Departures>();
        silo.AddIncomingGrainCallFilter<Arrivals>();
    }

    /// <summary>The lines since the last call.</summary>
    public ImmutableArray<TracedCall> Take()
    {
        var calls = ImmutableArray.CreateBuilder<TracedCall>();
        while (_calls.TryDequeue(out var call))
        {
            calls.Add(call);
        }

        return calls.DrainToImmutable();
    }

    private sealed class Departures(ILocalSiloDetails silo) : IOutgoingGrainCallFilter
    {
        public Task Invoke(IOutgoingGrainCallContext context)
        {
            RequestContext.Set(From, silo.SiloAddress.ToParsableString());
            return context.Invoke();
        }
    }

    private sealed class Arrivals(CallTrace trace, ILocalSiloDetails silo) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod.DeclaringType is { Namespace: { } place } type && place.StartsWith(nameof(Inference), StringComparison.Ordinal))
            {
                trace._calls.Enqueue(new TracedCall(
                    $"{type.Name}.{context.InterfaceMethod.Name}", RequestContext.Get(From) as string, silo.SiloAddress.ToParsableString()));
            }

            return context.Invoke();
        }
    }
}

/// <summary>A call that a grain got: a message there, and one back.</summary>
/// <param name="Method">The interface's name and the method's.</param>
/// <param name="From">The silo that it came from; <see langword="null"/> for a front end.</param>
/// <param name="To">The silo that the grain lives on.</param>
internal sealed record TracedCall(string Method, string? From, string To)
{
    public bool IsFromFrontEnd => From is null;

    public bool CrossesSilos => From is not null && From != To;
}
