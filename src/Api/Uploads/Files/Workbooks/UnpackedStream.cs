using Inference.Buffers;

namespace Inference.Uploads.Files.Workbooks;

/// <summary>A part's bytes as they are unpacked, each taken from the budget.</summary>
internal sealed class UnpackedStream(Stream part, UnpackBudget budget) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = part.Read(buffer);
        budget.Take(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            part.Dispose();
        }

        base.Dispose(disposing);
    }
}
