using Inference.Generating;
using Inference.Reporting;
using Inference.Servers;
using Inference.Verifying;
using Inference.Wire;

namespace Inference;

/// <summary>Sends the request of a number, and checks its answer.</summary>
internal sealed class Worker(FuzzServer server, RequestGenerator generator, ExchangeChecks checks, WriteVerifier verifier, FaultCollector faults, OperationCoverage coverage)
{
    public async Task SendAsync(int number, Sender sender, CancellationToken cancellationToken)
    {
        var request = generator.Generate(number).ToWire($"{server.Process.EndPoint}");
        verifier.TrackDeletion(request);
        var exchange = await sender.SendAsync(request, cancellationToken);
        if (server.Process.HasExited)
        {
            faults.Add(Fault.Of(Rule.Process, exchange, "the process ended while this was asked"));
            return;
        }

        coverage.Count(exchange);
        faults.AddRange(checks.Check(exchange));
        faults.AddRange(await verifier.VerifyAsync(exchange, sender, cancellationToken));
    }
}
