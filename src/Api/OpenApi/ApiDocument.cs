using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Inference.OpenApi;

/// <summary>The API's OpenAPI document as bytes of JSON, built at the first request for it.</summary>
internal sealed class ApiDocument(IServiceProvider services) : IDisposable
{
    public const string Name = "v1";

    private readonly SemaphoreSlim _gate = new(1);
    private byte[]? _json;

    public async ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        if (_json is not null)
        {
            return _json;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            return _json ??= await BuildAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<byte[]> BuildAsync(CancellationToken cancellationToken)
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync(cancellationToken);
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        return json.ToArray();
    }
}
