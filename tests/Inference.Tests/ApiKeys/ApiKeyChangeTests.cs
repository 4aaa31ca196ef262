using Inference.Errors;

namespace Inference.ApiKeys;

public sealed class ApiKeyChangeTests
{
    private static readonly ApiKeyState Key = new() { Id = "key_1", Name = "laptop", Plan = ApiKeyPlans.Free, Scopes = [ApiKeyScopes.Admin] };

    [Fact]
    public void Fields_that_are_not_given_stay() =>
        Assert.Equal(Key with { Email = "ada@example.com" }, Key.With(new ApiKeyFields { Email = "ada@example.com" }, []));

    [Fact]
    public void Cleared_fields_get_their_defaults()
    {
        var changed = Key.With(new ApiKeyFields(), ["name", "plan", "scopes", "unknown"]);

        Assert.Null(changed.Name);
        Assert.Equal(ApiKeyPlans.Unlimited, changed.Plan);
        Assert.Equal(ApiKeyScopes.Default, changed.Scopes);
    }

    [Fact]
    public void The_environment_cannot_be_changed()
    {
        Assert.Equal(Key, Key.With(new ApiKeyFields { Environment = "prod" }, []));
        var error = Assert.Throws<InferenceException>(() => Key.With(new ApiKeyFields { Environment = "play" }, []));
        Assert.Equal((ErrorKind.InvalidParamValue, "environment"), (error.Kind, error.Param));
    }

    [Theory]
    [InlineData("is_active")]
    [InlineData("environment")]
    public void What_has_no_absence_cannot_be_cleared(string field) =>
        Assert.Equal(field, Assert.Throws<InferenceException>(() => Key.With(new ApiKeyFields(), [field])).Param);
}
