namespace Inference.Storage;

/// <summary>A grain with nothing but a document, to see how documents are kept.</summary>
[Alias("Inference.Storage.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")] Task<Note?> ReadAsync();

    [Alias("Save")] Task SaveAsync(Note note);

    [Alias("Clear")] Task ClearAsync();

    [Alias("Forget")] Task ForgetAsync();
}
