namespace Inference.Guards;

/// <summary>Judges whether a conversation may be answered: by the <c>local</c> classifier or by a model.</summary>
internal interface IGuard
{
    ValueTask<GuardVerdict> JudgeAsync(GuardQuestion question, CancellationToken cancellationToken);
}
