namespace Inference.ApiKeys;

/// <summary>Up to how many requests of a day may have been admitted, as storage knows it.</summary>
internal readonly record struct DayReservation(long DayNumber, long UpTo)
{
    public static DayReservation Of(ApiKeyState state) => new(state.Day?.DayNumber ?? 0, state.DayReserved);

    public DateOnly? Day => DayNumber == 0 ? null : DateOnly.FromDayNumber((int)DayNumber);
}
