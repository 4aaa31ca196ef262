using System.Globalization;
using System.Text.Json;
using Inference.Actions;

namespace Inference.Insights;

/// <summary>Says when, as far as dates and priority tell.</summary>
internal static class LocalTimeliness
{
    private const int NowDays = 3;
    private const int SoonDays = 14;

    public static string Of(ActionFields action, DateTimeOffset now)
    {
        var left = action.EndDate - now;
        if (left is { } near && near.TotalDays <= SoonDays)
        {
            return $"{(near.TotalDays <= NowDays ? "now" : "soon")}: the action ends {In(near)}, on {Day(action.EndDate!.Value)}";
        }

        // An end that is far is no reason to hurry, however important the action is; without an end its priority is all there is.
        var urgency = left is null && action.Priority >= ActionPriority.High ? "soon" : "later";
        return $"{urgency}: the action has {Words(action.Priority)} priority and {Ending(action)}";
    }

    public static string Ending(ActionFields action) => action.EndDate is { } end ? $"ends on {Day(end)}" : "has no end date";

    public static string Words(ActionPriority? priority) =>
        priority is { } given ? JsonNamingPolicy.SnakeCaseLower.ConvertName($"{given}").Replace('_', ' ') : "no";

    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string In(TimeSpan left) => (int)left.TotalDays switch
    {
        0 => "within a day",
        1 => "in a day",
        var days => $"in {days} days",
    };
}
