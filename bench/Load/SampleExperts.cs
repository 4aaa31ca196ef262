using System.Text.Json.Nodes;
using Inference.Http;
using Inference.Processes;

namespace Inference.Load;

/// <summary>Experts for the router to choose from.</summary>
internal static class SampleExperts
{
    private static readonly string[] _topics =
    [
        "opening hours of the museum", "tickets and prices", "cloakroom, bags and lockers", "guided tours", "school classes", "the café and its menu",
        "the shop and its catalogue", "parking and arrival by train", "access with a wheelchair", "lost property", "membership and its benefits",
        "the library and its reading room", "loans to other museums", "restoration of paintings", "the sculpture garden", "concerts in the hall",
        "photography and filming", "hiring rooms for events", "jobs and volunteering", "the history of the building",
    ];

    public static async Task FillAsync(ManagedProcess server, int count, CancellationToken cancellationToken)
    {
        using var connection = await RawConnection.OpenAsync(server.EndPoint, cancellationToken);
        for (var n = 0; n < count; n++)
        {
            var topic = _topics[n % _topics.Length];
            var response = await connection.SendAsync(RawRequest.Post("/v1/experts", Expert(topic, n)), cancellationToken);
            if (response.Status is not (200 or 201))
            {
                throw new InvalidOperationException($"An expert was answered with {response}");
            }
        }
    }

    private static JsonObject Expert(string topic, int number) => new()
    {
        ["name"] = $"Desk {number + 1}: {topic}",
        ["description"] = $"Answers questions of visitors about {topic}.",
        ["context"] = $"You are the museum's desk for {topic}. Answer briefly and politely, and only what you know about {topic}.",
    };
}
