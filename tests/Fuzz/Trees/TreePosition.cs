namespace Inference.Trees;

/// <summary>A place in a tree, where what is there can be exchanged.</summary>
internal readonly record struct TreePosition(Tree Value, Action<Tree> Replace)
{
    /// <summary>All places, the root first.</summary>
    public static List<TreePosition> In(Tree root, Action<Tree> replaceRoot)
    {
        var spots = new List<TreePosition>();
        Collect(new TreePosition(root, replaceRoot), spots);
        return spots;
    }

    private static void Collect(TreePosition spot, List<TreePosition> spots)
    {
        spots.Add(spot);
        if (spot.Value is ListTree list)
        {
            for (var at = 0; at < list.Items.Count; at++)
            {
                var index = at;
                Collect(new TreePosition(list.Items[at], value => list.Items[index] = value), spots);
            }
        }
        else if (spot.Value is ObjectTree map)
        {
            for (var at = 0; at < map.Entries.Count; at++)
            {
                var index = at;
                Collect(new TreePosition(map.Entries[at].Value, value => map.Entries[index] = (map.Entries[index].Name, value)), spots);
            }
        }
    }
}
