namespace Inference.Binding;

/// <summary>Bytes whose number nobody knows beforehand, so that they are sent in chunks.</summary>
internal sealed class UnknownLengthStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
