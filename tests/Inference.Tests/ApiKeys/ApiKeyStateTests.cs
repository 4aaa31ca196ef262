using System.Text;
using System.Text.Json.Nodes;
using Inference.Storage;

namespace Inference.ApiKeys;

public sealed class ApiKeyStateTests
{
    // As it was first shipped: what is stored must stay readable under these names.
    private const string Shipped =
        """
        {
          "id": "key_0193", "environment": "play", "created_at": "2026-11-23T12:00:00.000Z", "created_by": "key_0192", "name": "laptop",
          "description": "mine", "email": "ada@example.com", "user_id": "ada", "is_active": false, "scopes": ["chats:read"],
          "allowed_ips": ["10.0.0.0/8"], "expires_at": "2027-01-01T00:00:00.000Z", "plan": "free", "tokens_per_minute": 100, "hash": "AQID",
          "masked": "inf_play_…_••••abcd", "is_adopted": true, "previous_hash": "BAUG", "previous_until": "2026-11-24T00:00:00.000Z",
          "last_used": "2026-11-23T13:00:00.000Z", "day": "2026-11-23", "day_reserved": 20
        }
        """;

    [Fact]
    public void A_document_as_first_shipped_is_read()
    {
        var key = StorageJson.Deserialize<ApiKeyState>(Encoding.UTF8.GetBytes(Shipped));

        Assert.Equal(
            ("key_0193", "play", "key_0192", "laptop", "mine", "ada@example.com", "ada"),
            (key.Id, key.Environment, key.CreatedBy, key.Name, key.Description, key.Email, key.UserId));
        Assert.Equal((false, "free", 100, true), (key.IsActive, key.Plan, key.TokensPerMinute, key.IsAdopted));
        Assert.Equal(["chats:read"], key.Scopes);
        Assert.Equal(["10.0.0.0/8"], key.AllowedIps);
        Assert.Equal([1, 2, 3], key.Hash);
        Assert.Equal([4, 5, 6], key.PreviousHash);
        Assert.Equal((2027, 24, 13), (key.ExpiresAt?.Year, key.PreviousUntil?.Day, key.LastUsed?.Hour));
        Assert.Equal(new DayReservation(new DateOnly(2026, 11, 23).DayNumber, 20), DayReservation.Of(key));
    }

    [Fact]
    public void A_document_is_written_under_the_same_names()
    {
        var key = StorageJson.Deserialize<ApiKeyState>(Encoding.UTF8.GetBytes(Shipped));
        var names = (string json) => JsonNode.Parse(json)!.AsObject().Select(field => field.Key).Order();

        Assert.Equal(names(Shipped), names(Encoding.UTF8.GetString(StorageJson.Serialize(key))));
    }

    [Fact]
    public void A_key_that_is_no_longer_configured_is_stored_as_such()
    {
        var key = StorageJson.Deserialize<ApiKeyState>(Encoding.UTF8.GetBytes(Shipped));
        var stored = StorageJson.Serialize(key with { IsActive = true, IsWithdrawn = true });

        Assert.True((bool)JsonNode.Parse(stored)!["is_withdrawn"]!);
        Assert.False(StorageJson.Deserialize<ApiKeyState>(stored).IsUsable);
    }
}
