namespace Inference.Actions;

public enum ActionPriority
{
    VeryLow = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    VeryHigh = 4,
}
