using System.Text;
using Inference.Identity;
using Inference.Storage;

namespace Inference.ApiKeys;

/// <summary>An admin key that is made where there is no request to make one, and what is stored of it: a document <c>apikey</c> under its id.</summary>
public sealed record NewAdminKey(string Id, string Key, string Document)
{
    public static readonly ApiKeyFields Fields = new()
    {
        Name = "admin",
        Environment = ApiKeyEnvironments.Prod,
        Scopes = [ApiKeyScopes.Admin],
    };

    public static NewAdminKey Make(DateTimeOffset now)
    {
        var id = Identifier.New(Identifier.ApiKey, now);
        var key = ApiKeyFormat.Make(ApiKeyEnvironments.Prod, id);
        var state = new ApiKeyState { Id = id, CreatedAt = now }.WithSecret(key).With(Fields, []);
        return new NewAdminKey(id, key, Encoding.UTF8.GetString(StorageJson.Serialize(state)));
    }

    // A record prints its members.
    public override string ToString() => Id;
}
