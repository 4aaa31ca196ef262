namespace Inference.Uploads.Files.Workbooks;

/// <summary>
/// Limits the unpacked size of one package against decompression bombs: bytes of its parts each time they are read, and texts of shared strings each
/// time a cell refers to them.
/// </summary>
internal sealed class UnpackBudget(long packedBytes, UploadOptions limits)
{
    /// <summary>The ratio is not applied below it: a sheet of equal rows is packed to a thousandth.</summary>
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
