using System.Collections.Immutable;
using Inference.Recording;

namespace Inference.Checking;

/// <summary>Compares what was acknowledged with what is there. Pure: a history and a final state in, violations out.</summary>
internal static class Checker
{
    public static readonly ImmutableArray<Check> Checks =
    [
        new("every acknowledged turn is in its chat, once", ChatChecks.Once),
        new("turns are in the order of their acknowledgement", ChatChecks.InOrder),
        new("chats hold whole turns, and only turns that a client sent", ChatChecks.OnlySentTurns),
        new("stored answers are the acknowledged ones", ChatChecks.AsAcknowledged),
        new("every acknowledged completion has its log, once", LogChecks.Acknowledged),
        new("no log is there twice, and one per Idempotency-Key", LogChecks.Once),
        new("chats and logs agree", LogChecks.AgreeWithChats),
        new("statistics equal the logs", StatisticsChecks.EqualLogs),
        new("statistics were exact meanwhile", StatisticsChecks.ExactMeanwhile),
        new("no minute admitted more than its limit and the slack", LimitChecks.Minutes),
        new("the day admitted no more than its limit", LimitChecks.Days),
        new("revoked keys were refused after 1 s at most", KeyChecks.Revoked),
        new("API keys are as was acknowledged", KeyChecks.Kept),
        new("uploads wrote every persona once", UploadChecks.Once),
        new("a rolling restart fails no completion", RunChecks.RollingRestartWithoutLoss),
        new("every kind of operation and of fault was met", RunChecks.Covered),
    ];

    public static ImmutableArray<CheckResult> Run(History history, FinalState state) =>
        [.. Checks.Select(check => new CheckResult(check.Name, [.. check.Violations(history, state)]))];
}

/// <summary>An invariant of every run.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Violations">What does not, a line each.</param>
internal sealed record Check(string Name, Func<History, FinalState, IEnumerable<string>> Violations);

/// <summary>The result of a check: it holds when there is no violation.</summary>
internal sealed record CheckResult(string Name, ImmutableArray<string> Violations)
{
    public bool Holds => Violations.IsEmpty;
}
