using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Inference.Personas;
using Inference.Uploads.Files;

namespace Inference.Uploads;

/// <summary>Content written in each of the forms is read back unchanged.</summary>
public sealed class RoundTripTests
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",;\t\"\n\r");

    private static readonly Gen<string> Text = Gen.String["abcXYZ019 ,;\t\"'\n{}[]:\\/éüßñœ€"].Where(text => text.Length < 40);

    private static readonly Gen<string> Name = Text.Select(text => text.Trim()).Where(text => text.Length > 0);

    private static readonly Gen<UploadRow> Row = Gen.Select(
        Gen.String["abc019-_.:@"].Where(id => id.Length < 20 && (id.Length == 0 || id.Any(char.IsAsciiLetterOrDigit))),
        Name,
        Gen.Date.Where(date => date.Year > 1),
        Text,
        Text,
        (id, name, birthdate, notes, city) => new UploadRow(
            0,
            id.Length == 0 ? null : id,
            new PersonaFields
            {
                Name = name,
                Birthdate = birthdate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Notes = string.IsNullOrWhiteSpace(notes) ? null : notes,
                Data = string.IsNullOrWhiteSpace(city) ? null : new JsonObject { ["City é"] = city }.ToJsonString(),
            }));

    private static readonly Gen<Encoding> Encodings = Gen.OneOfConst<Encoding>(
        new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true),
        new UnicodeEncoding(false, false), new UnicodeEncoding(true, false), CodePagesEncodingProvider.Instance.GetEncoding(1252)!);

    [Fact]
    public Task Tables() => Gen.Select(Row.Array[1, 20], Gen.OneOfConst(',', ';', '\t'), Gen.OneOfConst("\n", "\r\n"), Gen.Bool, Encodings)
        .SampleAsync(
            (rows, delimiter, lineBreak, isQuoted, encoding) =>
            {
                string Line(params string?[] cells) => string.Join(delimiter, cells.Select(cell => Quote(cell ?? "", isQuoted))) + lineBreak;
                var lines = rows.Select(row => Line(
                    row.Id, row.Fields.Name, row.Fields.Birthdate, row.Fields.Notes, (string?)Data(row)?["City é"]));
                return CheckAsync(rows, encoding, Line("id", "name", "birthdate", "notes", "City é") + string.Concat(lines), firstNumber: 2);
            },
            iter: 200);

    [Fact]
    public Task Arrays() => Gen.Select(Row.Array[1, 20], Encodings, Gen.Bool).SampleAsync(
        (rows, encoding, isInside) =>
        {
            var array = new JsonArray([.. rows.Select(ToJson)]).ToJsonString(Relaxed);
            return CheckAsync(rows, encoding, isInside ? $$"""{"count": 1, "people": {{array}}, "more": null}""" : array, firstNumber: 1);
        },
        iter: 200);

    [Fact]
    public Task Lines() => Gen.Select(Row.Array[2, 20], Encodings, Gen.OneOfConst("\n", "\r\n")).SampleAsync(
        (rows, encoding, lineBreak) => CheckAsync(
            rows, encoding, string.Join(lineBreak, rows.Select(row => ToJson(row).ToJsonString(Relaxed))), firstNumber: 1),
        iter: 200);

    private static readonly System.Text.Json.JsonSerializerOptions Relaxed =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task CheckAsync(UploadRow[] rows, Encoding encoding, string content, int firstNumber)
    {
        var read = await FileReading.ReadAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(content)]);

        Assert.Equal(rows.Select(Show), read.Select(row => row.Row is { } found ? Show(found) : row.Fault));
        Assert.Equal(firstNumber, read[0].Number);
    }

    private static string Show(UploadRow row) =>
        $"{row.Id}|{row.Fields.Name}|{row.Fields.Birthdate}|{row.Fields.Notes}|{Data(row)?.ToJsonString()}";

    private static JsonNode? Data(UploadRow row) => row.Fields.Data is { } data ? JsonNode.Parse(data) : null;

    private static JsonObject ToJson(UploadRow row)
    {
        var json = new JsonObject { ["name"] = row.Fields.Name, ["birthdate"] = row.Fields.Birthdate, ["notes"] = row.Fields.Notes };
        if (row.Id is not null)
        {
            json["ID"] = row.Id;
        }

        if (Data(row) is { } data)
        {
            json["data"] = data;
        }

        return json;
    }

    private static string Quote(string cell, bool always) => always || cell.AsSpan().ContainsAny(Special) || cell.Trim() != cell
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
