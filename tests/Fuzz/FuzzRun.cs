using System.Diagnostics;
using Inference.Generating;
using Inference.OpenApi;
using Inference.Reporting;
using Inference.Servers;
using Inference.Verifying;
using Inference.Wire;

namespace Inference;

/// <summary>One run: a server, keys, requests from several workers, and what was found.</summary>
internal sealed class FuzzRun(FuzzOptions options)
{
    // Between sweeps of all lists. What a write does to its own list is seen at once.
    private const int SweepEvery = 1_000;
    private const int PagesOfLastSweep = 40;

    private readonly ApiContract _contract = ApiContract.Load();
    private readonly IdPool _pool = new();
    private readonly FaultCollector _faults = new();
    private readonly OperationCoverage _coverage = new();
    private int _next = -1;

    /// <summary>How many rules hold, and how many do not.</summary>
    public async Task<(int Passed, int Failed)> RunAsync(CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var server = await FuzzServer.StartAsync(options.Storage, cancellationToken);
        using var http = new HttpClient { BaseAddress = server.Process.Address };
        var keys = await new CredentialFactory(http, _pool).CreateAllAsync();
        var checks = new ExchangeChecks(_contract, options.SecurityHeaders);
        var verifier = new WriteVerifier(_contract, checks, _pool, $"{server.Process.EndPoint}");
        var sweep = new ListSweep(_contract, keys, checks, verifier);
        var generator = new RequestGenerator(_contract, _pool, keys, options.Seed);
        var worker = new Worker(server, generator, checks, verifier, _faults, _coverage);

        await Task.WhenAll(Enumerable.Range(0, options.Only.IsEmpty ? options.Workers : 1).Select(_ => WorkAsync(worker, sweep, server, cancellationToken)));
        using (var sender = new Sender(server.Process.EndPoint))
        {
            _faults.AddRange(server.Process.HasExited ? [] : await sweep.RunAsync(Count, PagesOfLastSweep, sender, cancellationToken));
        }

        server.Log.Finish();
        _faults.AddRange(server.Log.FindFaults(_faults.Requests));
        _faults.AddRange(ProcessCheck.Check(server.Process, Count, out var memory));
        _faults.AddRange(options.Only.IsEmpty ? _coverage.FindGaps(_contract) : []);
        Console.WriteLine($"{_coverage.Describe()} in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, {options.Storage}, seed {options.Seed}, {memory}");
        return new FaultReport(_faults, server, options).Print();
    }

    private int Count => options.Only.IsEmpty ? options.Requests : options.Only.Length;

    private async Task WorkAsync(Worker worker, ListSweep sweep, FuzzServer server, CancellationToken cancellationToken)
    {
        using var sender = new Sender(server.Process.EndPoint);
        while (Interlocked.Increment(ref _next) is var at && at < Count && !server.Process.HasExited)
        {
            var number = options.Only.IsEmpty ? at : options.Only[at];
            await worker.SendAsync(number, sender, cancellationToken);
            if (at % SweepEvery == SweepEvery - 1)
            {
                _faults.AddRange(await sweep.RunAsync(number, pages: 2, sender, cancellationToken));
            }
        }
    }
}
