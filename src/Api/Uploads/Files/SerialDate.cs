namespace Inference.Uploads.Files;

/// <summary>Serial dates of spreadsheets: days from the end of 1899, or from the start of 1904.</summary>
internal static class SerialDate
{
    private const double Largest = 2_958_466;
    private const int FalseLeapDay = 60;

    private static readonly DateTime Epoch1900 = new(1899, 12, 30);
    private static readonly DateTime Epoch1904 = new(1904, 1, 1);

    /// <summary><see langword="null"/> for what is no date.</summary>
    public static DateTime? Of(double serial, bool since1904)
    {
        if (since1904)
        {
            return serial is >= 0 and < Largest - 1_462 ? Round(Epoch1904.AddDays(serial)) : null;
        }

        // Day 60 is the 29th of February 1900, which does not exist and which Excel inherited from Lotus 1-2-3; the days before it are off by one.
        return serial is < 1 or >= Largest || (int)serial == FalseLeapDay
            ? null
            : Round(Epoch1900.AddDays(serial < FalseLeapDay ? serial + 1 : serial));
    }

    // Fractions of a day are not exact.
    private static DateTime Round(DateTime time) =>
        new((time.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
}
