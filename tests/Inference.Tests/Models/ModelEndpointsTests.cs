using System.Net;
using Inference.ApiKeys;
using Inference.Infrastructure;

namespace Inference.Models;

public sealed class ModelEndpointsTests(InferenceFixture fixture)
{
    [Fact]
    public async Task The_local_model_is_always_there()
    {
        var key = await KeyHolder.CreateAsync(fixture.Host);

        var list = await key.ReadAsync(HttpMethod.Get, "/v1/models");
        var one = await key.ReadAsync(HttpMethod.Get, "/v1/models/local");

        Assert.Equal("list", (string?)list["object"]);
        Assert.Contains(list["data"]!.AsArray(), model => (string?)model!["id"] == "local");
        Assert.Equal("model", (string?)one["object"]);
        Assert.True((long?)one["created"] > 0);
        Assert.NotNull(one["owned_by"]);
    }

    [Fact]
    public async Task An_unknown_model_is_not_found_and_refused_for_an_expert()
    {
        var key = await KeyHolder.CreateAsync(fixture.Host);

        var missing = await key.ErrorAsync(HttpMethod.Get, "/v1/models/missing", HttpStatusCode.NotFound);
        var refused = await key.ErrorAsync(
            HttpMethod.Post, "/v1/experts", HttpStatusCode.NotFound, new { name = "a", description = "b", model = "missing" });

        Assert.Equal("resource_not_found", (string?)missing["code"]);
        Assert.Equal("model_not_found", (string?)refused["code"]);
        Assert.Equal("model", (string?)refused["param"]);
    }
}
