using System.Text.Json;
using Inference.Generating;
using Inference.Mutating;
using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Fuzz;

public sealed class RequestGeneratorTests
{
    private const int Count = 3_000;

    private static readonly Lazy<List<WireRequest>> Requests = new(() => Generate(Count, seed: 1));

    [Fact]
    public void A_seed_makes_the_same_requests_again() => Assert.Equal(Bytes(seed: 3), Bytes(seed: 3));

    [Fact]
    public void Another_seed_makes_other_requests() => Assert.NotEqual(Bytes(seed: 3), Bytes(seed: 4));

    [Fact]
    public void A_quarter_is_valid_and_each_operation_and_mutation_occurs()
    {
        var requests = Requests.Value;

        Assert.InRange(requests.Count(request => request.IsValid), Count * 0.22, Count * 0.28);
        Assert.Empty(FuzzSamples.Contract.Operations.Except(requests.Select(request => request.Operation)));
        Assert.Empty(Mutator.All.Select(mutation => mutation.Name).Except(requests.SelectMany(request => request.Mutations)));
    }

    [Fact]
    public void Valid_bodies_hold_to_their_schemas()
    {
        var validator = new SchemaValidator(FuzzSamples.Contract);
        var problems = new List<string>();
        foreach (var request in Requests.Value.Where(request => request.IsValid && request.Operation.BodyType == "application/json"))
        {
            using var body = JsonDocument.Parse(request.Body);
            validator.Validate(body.RootElement, request.Operation.BodySchema, request.Operation.Id, problems);
        }

        // Offsets other than Z are valid in requests, and not in answers.
        Assert.Empty(problems.Where(problem => !problem.EndsWith("date-time", StringComparison.Ordinal)).Distinct());
    }

    [Theory]
    [InlineData("\"\\ud800\":")]
    [InlineData("[null")]
    [InlineData("\\u0000")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":")]
    [InlineData("1e400")]
    [InlineData("__proto__")]
    public void What_broke_the_server_before_is_sent(string text) =>
        Assert.Contains(Requests.Value, request => request.Body.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);

    private static string Bytes(int seed) => string.Concat(Generate(300, seed).Select(request => Convert.ToHexString(request.ToBytes())));

    private static List<WireRequest> Generate(int count, int seed)
    {
        var generator = new RequestGenerator(FuzzSamples.Contract, new IdPool(), FuzzSamples.Keys, seed);
        return [.. Enumerable.Range(0, count).Select(number => generator.Generate(number).ToWire("localhost"))];
    }
}
