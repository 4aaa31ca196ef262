using System.Collections.Immutable;
using Inference.Documents;

namespace Inference.Experts;

/// <summary>What becomes of an expert's fields when some are given and some are cleared.</summary>
internal static class ExpertChange
{
    public static ExpertFields Apply(ExpertFields old, ExpertFields given, ImmutableArray<string> cleared)
    {
        var patch = new FieldPatch(cleared);
        patch.Keep("name", "description");
        return new ExpertFields
        {
            Name = given.Name ?? old.Name,
            Description = given.Description ?? old.Description,
            Context = patch.Of(given.Context, old.Context, "context"),
            FileContext = patch.Of(given.FileContext, old.FileContext, "file_context"),
            Tools = patch.Of(given.Tools, old.Tools, "tools"),
            Examples = patch.Of(given.Examples, old.Examples, "examples"),
            Model = patch.Of(given.Model, old.Model, "model"),
            Metadata = patch.Of(given.Metadata, old.Metadata, "metadata"),
        };
    }
}
