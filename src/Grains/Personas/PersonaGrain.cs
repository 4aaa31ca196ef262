using System.Collections.Immutable;
using Inference.Documents;
using Inference.Paging;
using Inference.Storage;
using Orleans.Concurrency;

namespace Inference.Personas;

// An upload writes thousands of personas in one transaction, past their grains. So a persona's state is read before each use, and what
// was written meanwhile is a conflict of versions, never lost.
[GrainType("persona")]
internal sealed class PersonaGrain(
    [PersistentState("persona")] IPersistentState<DocumentState<PersonaFields>> state, TimeProvider clock) : Grain, IPersonaGrain
{
    private static readonly DocumentKind<PersonaFields> Kind = new("persona", PersonaMatch.Of);

    private StoredDocument<PersonaFields> Persona => field ??= new(state, Kind, this.GetPrimaryKeyString(), clock);

    public async Task<Creation<PersonaFields>> CreateAsync(PersonaFields fields, bool repeatable, CancellationToken cancellationToken)
    {
        await state.ReadStateAsync(cancellationToken);
        return Persona.Replay(fields) ?? await Persona.CreateAsync(fields, repeatable ? fields : null, cancellationToken);
    }

    public async Task<Document<PersonaFields>?> GetAsync(CancellationToken cancellationToken)
    {
        await state.ReadStateAsync(cancellationToken);
        return Persona.Current;
    }

    public async Task<Document<PersonaFields>> UpdateAsync(
        PersonaFields fields, ImmutableArray<string> cleared, CancellationToken cancellationToken)
    {
        await state.ReadStateAsync(cancellationToken);
        var (old, patch) = (Persona.Fields, new FieldPatch(cleared));
        var next = new PersonaFields
        {
            Name = patch.Of(fields.Name, old.Name, "name"),
            Birthdate = patch.Of(fields.Birthdate, old.Birthdate, "birthdate"),
            Data = patch.Of(fields.Data, old.Data, "data"),
            Notes = patch.Of(fields.Notes, old.Notes, "notes"),
        };
        return await Persona.UpdateAsync(next, cancellationToken);
    }

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken)
    {
        await state.ReadStateAsync(cancellationToken);
        DeactivateOnIdle();
        return await Persona.DeleteAsync(cancellationToken);
    }
}

[StatelessWorker, Reentrant, GrainType("persona-queries")]
internal sealed class PersonaQueryGrain(IDocumentStore documents) : Grain, IPersonaQueryGrain
{
    public Task<Page<Document<PersonaFields>>> ListAsync(string environment, PageRequest page, CancellationToken cancellationToken) =>
        documents.ListDocumentsAsync<PersonaFields>("persona", environment, page, cancellationToken);
}
