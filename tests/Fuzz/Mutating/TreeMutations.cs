using System.Collections.Immutable;
using Inference.Generating;
using Inference.Trees;

namespace Inference.Mutating;

/// <summary>Mutations of a JSON body at any position.</summary>
internal static class TreeMutations
{
    private const int LongList = 10_000;
    private const int LongestCopied = 90;

    private static readonly string[] OtherTypes = ["\"text\"", "7", "true", "false", "[]", "{}", "[[]]", "{\"a\":{}}", "[1,\"2\",null]", "0.25", "\"\""];

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("body: other type", (draft, random) => Replace(draft, random, _ => new RawTree(KnownValues.Pick(random, OtherTypes)))),
        new("body: null", (draft, random) => Replace(draft, random, _ => new RawTree("null"))),
        new("body: number", (draft, random) => Replace(draft, random, _ => new RawTree(KnownValues.Pick(random, EdgeCaseLiterals.Numbers)))),
        new("body: text", (draft, random) => Replace(draft, random, _ => new RawTree(KnownValues.Pick(random, EdgeCaseLiterals.Texts)))),
        new("body: text in text", (draft, random) => ReplaceText(draft, random, KnownValues.Pick(random, EdgeCaseLiterals.Texts))),
        new("body: depth", (draft, random) => Replace(draft, random, _ => Deep(random))),
        new("free: depth", (draft, random) => Fill(draft, random, (Field(random), Literal.Nested(random.Next(28, 66), random.Next(2) == 0)))),
        new("free: depth at the limit", (draft, random) => Fill(draft, random, (Field(random), Literal.Nested(random.Next(57, 65), random.Next(2) == 0)))),
        new("free: text", (draft, random) => Fill(draft, random, (Field(random), new RawTree(KnownValues.Pick(random, EdgeCaseLiterals.Texts))))),
        new("free: name", (draft, random) => Fill(draft, random, (OddName(random), new RawTree("\"1\"")))),
        new("free: number", (draft, random) => Fill(draft, random, (Field(random), new RawTree(KnownValues.Pick(random, EdgeCaseLiterals.Numbers))))),
        new("free: null", (draft, random) => Fill(draft, random, (Field(random), new RawTree("null")))),
        new("body: in a list", (draft, random) => Replace(draft, random, InList)),
        new("body: 10,000 items", (draft, random) => Replace(draft, random, ManyItems)),
        new("body: null in list", (draft, random) => ChangeList(draft, random, list => list.Items.Insert(random.Next(list.Items.Count + 1), new RawTree("null")))),
        new("body: null in map", (draft, random) => ChangeObject(draft, random, map => map.Entries.Add(("\"key n\"", new RawTree("null"))))),
        new("body: odd name", (draft, random) => ChangeObject(draft, random, map => map.Entries.Add((OddName(random), new RawTree("1"))))),
        new("body: renamed", (draft, random) => ChangeObject(draft, random, map => Rename(map, random, _ => OddName(random)))),
        new("body: upper case name", (draft, random) => ChangeObject(draft, random, map => Rename(map, random, name => name.ToUpperInvariant()))),
        new("body: extra field", (draft, random) => ChangeObject(draft, random, map => map.Entries.Add(("\"extra_field\"", Deep(random))))),
        new("body: missing field", (draft, random) => ChangeObject(draft, random, map => Remove(map, random))),
        new("body: duplicate field", (draft, random) => ChangeObject(draft, random, map => Duplicate(map, random))),
        new("body: many fields", (draft, random) => ChangeObject(draft, random, AddMany)),
    ];

    private static void Replace(RequestDraft draft, Random random, Func<Tree, Tree> change) => Replace(draft, random, _ => true, change);

    private static void Replace(RequestDraft draft, Random random, Func<Tree, bool> fits, Func<Tree, Tree> change)
    {
        var spots = TreePosition.In(draft.Json!, value => draft.Json = value).FindAll(spot => fits(spot.Value));
        if (spots.Count == 0)
        {
            return;
        }

        // The root rarely: replacing it exercises few of the checks of its fields.
        var spot = spots[spots.Count > 1 && random.Next(10) > 0 ? random.Next(1, spots.Count) : random.Next(spots.Count)];
        spot.Replace(change(spot.Value));
    }

    private static void ReplaceText(RequestDraft draft, Random random, string literal) =>
        Replace(draft, random, value => value is RawTree { Raw: ['"', ..] }, _ => new RawTree(literal));

    private static void ChangeList(RequestDraft draft, Random random, Action<ListTree> change) => Change(draft, random, change);

    private static void ChangeObject(RequestDraft draft, Random random, Action<ObjectTree> change) => Change(draft, random, change);

    private static void Change<T>(RequestDraft draft, Random random, Action<T> change)
        where T : Tree
    {
        var trees = TreePosition.In(draft.Json!, _ => { }).Select(spot => spot.Value).OfType<T>().ToList();
        if (trees.Count > 0)
        {
            change(KnownValues.Pick(random, trees));
        }
    }

    private static RawTree Deep(Random random) => Literal.Nested(KnownValues.Pick(random, EdgeCaseLiterals.Depths), random.Next(2) == 0);

    /// <summary>An entry more where anything goes; at the root, of a body that has no such place.</summary>
    private static void Fill(RequestDraft draft, Random random, (string Name, Tree Value) entry)
    {
        var position = random.NextDouble();
        var maps = TreePosition.In(draft.Json!, _ => { }).Select(spot => spot.Value).OfType<ObjectTree>().ToList();
        var free = maps.FindAll(map => map.IsFree);
        var fitting = free.Count > 0 ? free : maps;
        if (fitting.Count > 0)
        {
            fitting[(int)(position * fitting.Count)].Entries.Add(entry);
        }
    }

    private static string Field(Random random) => $"\"field {random.Next(100)}\"";

    private static ListTree InList(Tree value)
    {
        var list = new ListTree();
        list.Items.Add(value);
        return list;
    }

    private static ListTree ManyItems(Tree value)
    {
        var text = value is ListTree { Items: [var first, ..] } ? first.ToString() : value.ToString();
        var list = new ListTree();
        list.Items.AddRange(Enumerable.Repeat(new RawTree(text.Length < LongestCopied ? text : "0"), LongList));
        return list;
    }

    private static string OddName(Random random) => KnownValues.Pick(random, EdgeCaseLiterals.Names);

    private static void Rename(ObjectTree map, Random random, Func<string, string> change)
    {
        if (map.Entries.Count > 0)
        {
            var at = random.Next(map.Entries.Count);
            map.Entries[at] = (change(map.Entries[at].Name), map.Entries[at].Value);
        }
    }

    private static void Remove(ObjectTree map, Random random)
    {
        if (map.Entries.Count > 0)
        {
            map.Entries.RemoveAt(random.Next(map.Entries.Count));
        }
    }

    private static void Duplicate(ObjectTree map, Random random)
    {
        if (map.Entries.Count > 0)
        {
            var (name, value) = KnownValues.Pick(random, map.Entries);
            map.Entries.Add((name, random.Next(2) == 0 ? value : new RawTree("\"again\"")));
        }
    }

    private static void AddMany(ObjectTree map)
    {
        for (var at = 0; at < 2_000; at++)
        {
            map.Entries.Add(($"\"field {at}\"", new RawTree("1")));
        }
    }
}
