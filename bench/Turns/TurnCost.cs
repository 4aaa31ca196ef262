namespace Inference.Turns;

/// <summary>The median time, and the server's mean CPU, of some turns.</summary>
internal sealed record TurnCost(double Milliseconds, double CpuMicroseconds);
