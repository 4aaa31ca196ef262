namespace Inference.Uploads.Files.Workbooks;

/// <summary>The relationships of a part, by id and by kind. The kind is the last segment of the type's address, which differs in the strict format.</summary>
internal sealed class PartRelationships
{
    private const int MaxRelationships = 10_000;
    private const int MaxTarget = 512;

    private readonly Dictionary<string, string> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _byKind = new(StringComparer.Ordinal);

    /// <param name="package">The package of both.</param>
    /// <param name="source">The part that has the relationships; empty for the package itself.</param>
    public PartRelationships(Package package, string source)
    {
        var slash = source.LastIndexOf('/') + 1;
        var (folder, name) = (source[..slash], $"{source[..slash]}_rels/{source[slash..]}.rels");
        if (!package.Has(name))
        {
            return;
        }

        using var part = package.Open(name);
        part.ReadRoot();
        while (part.ReadChild(depth: 0, "Relationship"))
        {
            Add(part, folder);
        }
    }

    public string? OfKind(string kind) => _byKind.GetValueOrDefault(kind);

    public string? OfId(string id) => _byId.GetValueOrDefault(id);

    private void Add(PartReader part, string folder)
    {
        // External targets are never fetched.
        if (part.Attribute("Target") is not { Length: <= MaxTarget } target || part.Attribute("TargetMode") == "External")
        {
            return;
        }

        var resolved = Resolve(folder, target);
        var type = part.Attribute("Type") ?? "";
        _byKind.TryAdd(type[(type.LastIndexOf('/') + 1)..], resolved);
        if (part.Attribute("Id") is { } id && !_byId.TryAdd(id, resolved))
        {
            throw new FileFaultException("is a damaged XLSX file: two relationships in it have the same id");
        }

        if (_byId.Count > MaxRelationships)
        {
            throw new FileFaultException($"has more than {MaxRelationships} relationships of one part");
        }
    }

    private static string Resolve(string folder, string target)
    {
        var path = Uri.UnescapeDataString(target).Replace('\\', '/');
        var resolved = new List<string>();
        foreach (var segment in (path.StartsWith('/') ? path : folder + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == "..")
            {
                resolved.RemoveRange(Math.Max(resolved.Count - 1, 0), Math.Min(resolved.Count, 1));
            }
            else if (segment != ".")
            {
                resolved.Add(segment);
            }
        }

        return string.Join('/', resolved);
    }
}
