using System.Globalization;
using System.Text;

namespace Inference.Storage;

/// <summary>A CSV file of people with unique names, the same in every run.</summary>
internal static class PeopleFile
{
    public static byte[] Make(int file, int rows)
    {
        var random = new Random(file);
        var csv = new StringBuilder("name,birthdate,notes,city,score\n");
        for (var n = 0; n < rows; n++)
        {
            // Names in no order, as they come: each is somewhere else in the index.
            csv.Append(CultureInfo.InvariantCulture, $"Person {random.NextInt64():x16} {file},{1940 + random.Next(65)}-{1 + random.Next(12):00}-{1 + random.Next(28):00},")
                .Append(CultureInfo.InvariantCulture, $"Likes long walks and short mails number {n},City {random.Next(5_000)},{random.Next(100)}\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
