namespace Inference.Trees;

/// <summary>A place in a tree, where what is there can be exchanged.</summary>
internal readonly record struct TreeSpot(Tree Value, Action<Tree> Replace)
{
    /// <summary>All places, the root first.</summary>
    public static List<TreeSpot> In(Tree root, Action<Tree> replaceRoot)
    {
        var spots = new List<TreeSpot>();
        Collect(new TreeSpot(root, replaceRoot), spots);
        return spots;
    }

    private static void Collect(TreeSpot spot, List<TreeSpot> spots)
    {
        spots.Add(spot);
        if (spot.Value is ListTree list)
        {
            for (var at = 0; at < list.Items.Count; at++)
            {
                var index = at;
                Collect(new TreeSpot(list.Items[at], value => list.Items[index] = value), spots);
            }
        }
        else if (spot.Value is ObjectTree map)
        {
            for (var at = 0; at < map.Entries.Count; at++)
            {
                var index = at;
                Collect(new TreeSpot(map.Entries[at].Value, value => map.Entries[index] = (map.Entries[index].Name, value)), spots);
            }
        }
    }
}
