namespace Inference.Binding;

/// <summary>Bytes of unknown number, so that they are sent in chunks.</summary>
internal sealed class UnknownLengthStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
