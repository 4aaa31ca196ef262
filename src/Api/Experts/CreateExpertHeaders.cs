using Inference.Requests;

namespace Inference.Experts;

internal sealed record CreateExpertHeaders(string? IdempotencyKey) : IParameters<CreateExpertHeaders>
{
    public static IReadOnlyList<Parameter> All { get; } = [Requests.IdempotencyKey.Parameter];

    public static CreateExpertHeaders Read(ParameterReader reader) => new(reader.Text(Requests.IdempotencyKey.Parameter));
}
