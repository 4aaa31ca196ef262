using System.Collections.Immutable;
using Inference.Generating;
using Inference.Servers;

namespace Inference.Mutating;

/// <summary>Chooses what is done to a request: once mostly, so that one fault does not hide the next.</summary>
internal static class Mutator
{
    private static readonly (ImmutableArray<Mutation> Mutations, int Weight, Func<RequestDraft, bool> Fits)[] Groups =
    [
        (TreeMutations.All, 60, draft => draft.Json is not null),
        (FileMutations.All, 60, draft => draft.Files is not null),
        (BytesMutations.All, 12, draft => draft.Json is not null || draft.Files is not null),
        (ContentTypeMutations.All, 6, draft => draft.ContentType is not null),
        (QueryMutations.All, 14, _ => true),
        (PathMutations.All, 10, _ => true),
        (HeaderMutations.All, 10, _ => true),
        (MethodMutations.All, 4, _ => true),
        (WireMutations.All, 5, _ => true),
    ];

    private const int KeyWeight = 10;

    /// <summary>All that can be done, but for other keys.</summary>
    public static IEnumerable<Mutation> All => Groups.SelectMany(group => group.Mutations);

    public static void Mutate(RequestDraft draft, CredentialPool keys, Random random)
    {
        for (var times = random.Next(5) > 0 ? 1 : random.Next(2, 4); times > 0; times--)
        {
            MutateOnce(draft, keys, random);
        }
    }

    private static void MutateOnce(RequestDraft draft, CredentialPool keys, Random random)
    {
        var fitting = Groups.Where(group => group.Fits(draft)).ToList();
        var place = random.Next(fitting.Sum(group => group.Weight) + KeyWeight);
        foreach (var (mutations, weight, _) in fitting)
        {
            if (place < weight)
            {
                Apply(draft, KnownValues.Pick(random, mutations), random);
                return;
            }

            place -= weight;
        }

        draft.Credential = KnownValues.Pick(random, keys.Others);
        draft.KeyHeader ??= "Authorization";
        draft.Headers.RemoveAll(header => header.Name is "Authorization" or "x-api-key" or "x-neo-api-key");
        draft.KeyHeader = draft.Credential.Key.Length == 0 ? null : draft.KeyHeader;
        draft.Mutations.Add($"key {draft.Credential.Name}");
    }

    private static void Apply(RequestDraft draft, Mutation mutation, Random random)
    {
        draft.Mutations.Add(mutation.Name);
        mutation.Apply(draft, random);
    }
}

/// <summary>A way to break a request; its name is printed with a fault.</summary>
internal sealed record Mutation(string Name, Action<RequestDraft, Random> Apply);
