namespace Inference.Requests;

internal enum OrderColor
{
    DarkRed = 0,
    LightBlue = 1,
}
