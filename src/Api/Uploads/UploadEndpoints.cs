using Inference.ApiKeys;
using Inference.Authentication;
using Inference.Binding;
using Inference.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Inference.Uploads;

internal static class UploadEndpoints
{
    private const string Token = "upload_token";

    // Each wait is a few seconds; after them the client polls.
    private const int MaxWaits = 10;

    public static RouteGroupBuilder MapUploads(this IEndpointRouteBuilder routes)
    {
        var uploads = routes.MapGroup("/personas/upload").WithTags("personas").WithIdFrom("uploadPersonas", Token);
        uploads.MapPost("", UploadAsync).RequireScope(ApiKeyScopes.PersonasWrite).WithMetadata(new FilesMetadata("files"))
            .WithName("uploadPersonas").WithSummary("Upload personas")
            .WithExample("""{"files": ["name,birthdate,city\nAnna Maier,1990-01-31,Vienna\n"]}""")
            .WithDescription(
                "Reads personas from CSV, JSON, JSON Lines or XLSX files. Without conflicts the personas are imported at once (status \"completed\"). With conflicts nothing is imported yet (status "
                + "\"pending\"): finalize with the token. A conflict is a persona with the same `id`, or else with the same name "
                + "(case-insensitive, trimmed) and birthdate. A token lives 24 hours. Of an XLSX file the first visible sheet with anything in it is "
                + "read. Each row has a name. Birthdates are written 1985-12-31, 31/12/1985, 31.12.1985 or 31-12-1985, or are dates or numbers of an XLSX file, and "
                + "lie between 1900 and today. A row that cannot be read is rejected by itself, with the reason.");
        uploads.MapGet("/{upload_token}", GetAsync).RequireScope(ApiKeyScopes.PersonasRead)
            .WithName("getPersonaUpload").WithSummary("Read an upload").WithDescription("Where the session stands, with progress.");
        uploads.MapPost("/{upload_token}", FinalizeAsync).RequireScope(ApiKeyScopes.PersonasWrite)
            .WithName("finalizePersonaUpload").WithSummary("Finalize an upload")
            .WithDescription("Imports a pending one; finalizing twice imports once and answers the same.")
            .WithExample("""{"conflict_resolution": "overwrite"}""");
        return uploads;
    }

    private static async Task<Ok<PersonaUpload>> UploadAsync(
        HttpRequest request, RequestCaller caller, UploadReceiver receiver, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var upload = await receiver.ReceiveAsync(request, caller, cancellationToken);
        return TypedResults.Ok(PersonaUpload.From(
            await WaitAsync(grains.GetUpload(caller.Caller.Environment, upload.Token), upload, cancellationToken)));
    }

    private static async Task<Ok<PersonaUpload>> GetAsync(
        [FromRoute(Name = Token)] string token, RequestCaller caller, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken) =>
        TypedResults.Ok(PersonaUpload.From(
            await grains.GetUpload(caller.Caller.Environment, token).GetAsync(cancellationToken)
            ?? throw UploadToken.NotFound(token, clock.GetUtcNow())));

    private static async Task<Ok<PersonaUploadResult>> FinalizeAsync(
        [FromRoute(Name = Token)] string token,
        Body<FinalizeUploadRequest> body,
        RequestCaller caller,
        IGrainFactory grains,
        CancellationToken cancellationToken)
    {
        var session = grains.GetUpload(caller.Caller.Environment, token);
        var upload = await session.FinalizeAsync(body.Value.ToResolution(), cancellationToken);
        return TypedResults.Ok(PersonaUploadResult.From(await WaitAsync(session, upload, cancellationToken)));
    }

    private static async Task<UploadSession> WaitAsync(IUploadSessionGrain session, UploadSession upload, CancellationToken cancellationToken)
    {
        for (var n = 0; n < MaxWaits && upload.Status == UploadStatus.Processing; n++)
        {
            upload = await session.WaitAsync(cancellationToken) ?? upload;
        }

        return upload;
    }
}
