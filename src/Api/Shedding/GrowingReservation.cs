using Inference.Binding;

namespace Inference.Shedding;

/// <summary>
/// The memory of a request whose body's length is not known: first that of a usual body, since most are small, then more as it arrives.
/// </summary>
internal sealed class GrowingReservation : BodyReservation, IDisposable
{
    private readonly MemoryAdmission _admission;
    private readonly List<MemoryAdmission.Lease> _leases = [];
    private long _covered;
    private long _reserved;

    public GrowingReservation(MemoryAdmission admission, int bodyBytes)
    {
        _admission = admission;
        Reserve(MemoryAdmission.OfBody(bodyBytes));
        _covered = bodyBytes;
    }

    public override void Cover(int bodyBytes)
    {
        if (bodyBytes > _covered)
        {
            var covered = Math.Max(bodyBytes, 2 * _covered);
            Reserve(MemoryAdmission.OfBody(covered) - MemoryAdmission.OfBody(_covered));
            _covered = covered;
        }
    }

    public void Dispose() => _leases.ForEach(lease => lease.Dispose());

    private void Reserve(long bytes)
    {
        _leases.Add(_admission.Reserve(bytes, _reserved));
        _reserved += bytes;
    }
}
