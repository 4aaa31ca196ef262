namespace Inference.Actions;

public enum ActionStatus
{
    Archived = 0,
    Draft = 1,
    Active = 2,
    Inactive = 3,
}
