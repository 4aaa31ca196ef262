namespace Inference.Requests;

/// <summary>What a parameter's text stands for.</summary>
internal enum ParameterType
{
    Text = 0,
    Integer = 1,
    Boolean = 2,
    Time = 3,

    /// <summary>Texts by keys: <c>name[key]=value</c>.</summary>
    Entries = 4,
}
