using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Inference.OpenApi;

namespace Inference.Verifying;

/// <summary>Reads a whole stream of server-sent events as the contract describes it.</summary>
internal sealed class StreamCheck(ApiContract contract)
{
    private readonly SchemaValidator _validator = new(contract);
    private readonly EnvelopeCheck _envelopes = new(contract);

    public IReadOnlyCollection<string> Check(ReadOnlyMemory<byte> body, JsonNode schema)
    {
        var problems = new HashSet<string>();
        var reading = new Reading();
        foreach (var line in Encoding.UTF8.GetString(body.Span).Split('\n'))
        {
            CheckLine(line, reading, schema, problems);
        }

        if (!reading.HasEnded)
        {
            problems.Add("the stream ends without [DONE] or an error");
        }

        return problems;
    }

    private void CheckLine(string line, Reading reading, JsonNode schema, HashSet<string> problems)
    {
        if (line.Length == 0 || line.StartsWith(':'))
        {
            return;
        }

        if (reading.HasEnded)
        {
            problems.Add("something comes after the stream's end");
        }
        else if (line.StartsWith("id: ", StringComparison.Ordinal))
        {
            CheckId(line[4..], reading, problems);
        }
        else if (line == "data: [DONE]")
        {
            reading.HasEnded = true;
        }
        else if (line.StartsWith("data: ", StringComparison.Ordinal))
        {
            CheckData(Encoding.UTF8.GetBytes(line[6..]), reading, schema, problems);
        }
        else
        {
            problems.Add("a line is neither id nor data");
        }
    }

    private static void CheckId(string id, Reading reading, HashSet<string> problems)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position <= reading.Position)
        {
            problems.Add("an event's id is no number above the one before");
        }

        reading.Position = position;
    }

    private void CheckData(byte[] data, Reading reading, JsonNode schema, HashSet<string> problems)
    {
        var found = new List<string>();
        try
        {
            using var document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out _))
            {
                reading.HasEnded = true;
                found.AddRange(_envelopes.FindProblems(data, null, null).Select(problem => $"error event: {problem}"));
            }
            else
            {
                _validator.Validate(document.RootElement, schema, "chunk", found);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            found.Add("an event's data is no JSON");
        }

        problems.UnionWith(found);
    }

    private sealed class Reading
    {
        public long Position { get; set; } = -1;

        public bool HasEnded { get; set; }
    }
}
