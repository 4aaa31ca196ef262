namespace Inference.Uploads.Workbooks;

/// <summary>
/// What may come out of one packed file: bytes of its parts as often as they are read, and the text of shared strings as often as cells refer to it.
/// Either multiplies what was sent.
/// </summary>
internal sealed class UnpackBudget(long packedBytes, UploadOptions limits)
{
    /// <summary>So much may come of any file: below it a ratio says nothing, as a sheet of equal rows is packed to a thousandth.</summary>
    private const long AlwaysAllowed = 64 * 1_024 * 1_024;

    private readonly long _byRatio = Math.Max(AlwaysAllowed, packedBytes * limits.MaxUnpackingRatio);
    private long _used;

    public void Take(int amount)
    {
        _used += amount;
        if (_used > limits.MaxUnpackedBytes)
        {
            throw new FileFaultException($"is larger than {limits.MaxUnpackedBytes} bytes when unpacked");
        }

        if (_used > _byRatio)
        {
            throw new FileFaultException($"is more than {limits.MaxUnpackingRatio} times as large when unpacked");
        }
    }
}
