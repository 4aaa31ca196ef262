using Inference.Errors;
using Inference.Personas;
using Inference.Uploads.Files;

namespace Inference.Uploads;

public sealed class RowSenderTests
{
    [Fact]
    public async Task All_files_of_an_upload_share_the_persona_limit()
    {
        // Nothing is sent before there is a lot of it.
        var sender = new RowSender(session: null!, new UploadOptions { MaxUnpackedBytes = 1_024 });
        var row = new ReadRow(2, new UploadRow(2, null, new PersonaFields { Name = "A", Data = $$"""{"{{new string('h', 800)}}":1}""" }), null);
        await sender.AddAsync("a.csv", row, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InferenceException>(() => sender.AddAsync("a.csv", row, TestContext.Current.CancellationToken));

        Assert.Equal(
            (ErrorKind.InvalidParamValue, "The personas of the files have more than 1024 characters together."), (refused.Kind, refused.Message));
    }
}
