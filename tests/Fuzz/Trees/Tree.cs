using System.Text;

namespace Inference.Trees;

/// <summary>A JSON text that may be changed at any place, also into what no serializer would write: names and literals are kept as they are sent.</summary>
internal abstract class Tree
{
    public abstract void Write(StringBuilder text);

    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }
}

/// <summary>A literal, or any text in the place of one.</summary>
internal sealed class RawTree(string raw) : Tree
{
    public string Raw => raw;

    public override void Write(StringBuilder text) => text.Append(raw);
}

internal sealed class ListTree : Tree
{
    public List<Tree> Items { get; } = [];

    public override void Write(StringBuilder text)
    {
        text.Append('[');
        for (var at = 0; at < Items.Count; at++)
        {
            text.Append(at == 0 ? "" : ",");
            Items[at].Write(text);
        }

        text.Append(']');
    }
}

internal sealed class ObjectTree : Tree
{
    /// <summary>Whether its schema leaves open what is in it: where the most is taken, and stored.</summary>
    public bool IsFree { get; init; }

    /// <summary>Names are literals with their quotes.</summary>
    public List<(string Name, Tree Value)> Entries { get; } = [];

    public void Add(string name, Tree value) => Entries.Add((Literal.Text(name), value));

    public override void Write(StringBuilder text)
    {
        text.Append('{');
        for (var at = 0; at < Entries.Count; at++)
        {
            text.Append(at == 0 ? "" : ",").Append(Entries[at].Name).Append(':');
            Entries[at].Value.Write(text);
        }

        text.Append('}');
    }
}
