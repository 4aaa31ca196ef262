namespace Inference.Requests;

/// <summary>What a parameter's text stands for.</summary>
internal enum ParameterType
{
    Text = 0,
    Integer = 1,
    Boolean = 2,
    Time = 3,
}
