namespace Inference.Binding;

internal enum OrderColor
{
    DarkRed = 0,
    LightBlue = 1,
}
