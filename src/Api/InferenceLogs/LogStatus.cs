namespace Inference.InferenceLogs;

/// <summary>Whether there was an answer.</summary>
internal enum LogStatus
{
    Success = 0,
    Error = 1,
}
