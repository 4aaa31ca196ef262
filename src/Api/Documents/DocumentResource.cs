using Inference.Binding;
using Inference.Paging;

namespace Inference.Documents;

/// <summary>One kind of documents as a resource of the API: its names, its scopes and its grains.</summary>
internal sealed record DocumentResource<TFields>
{
    /// <summary>The noun for people, "action group". Its plural is the tag of the operations.</summary>
    public required string Noun { get; init; }

    /// <summary>"an action group".</summary>
    public required string NounWithArticle { get; init; }

    /// <summary>The noun in names of operations, "ActionGroup".</summary>
    public required string OperationNoun { get; init; }

    /// <summary>Below <c>/v1</c>.</summary>
    public required string Path { get; init; }

    public required string IdPrefix { get; init; }

    public required string ReadScope { get; init; }

    public required string WriteScope { get; init; }

    /// <summary>A body that creates one.</summary>
    public required string CreateExample { get; init; }

    /// <summary>A body that changes one.</summary>
    public required string UpdateExample { get; init; }

    public string ListDescription { get; init; } = "Newest first.";

    /// <summary>Whether a list's reply is an array that holds the page.</summary>
    public bool ListsInArray { get; init; }

    public string UpdateDescription { get; init; } = "Changes the given fields; null clears one. PUT does the same.";

    public string? DeleteDescription { get; init; }

    /// <summary>The grain of a document, by environment and id.</summary>
    public required Func<IGrainFactory, string, string, IDocumentGrain<TFields>> Grain { get; init; }

    public required Func<IGrainFactory, IDocumentQueryGrain<TFields>> Queries { get; init; }
}

/// <summary>A body that creates or changes a document.</summary>
internal interface IDocumentRequest<TFields> : IPatch
{
    TFields ToFields();
}

/// <summary>A document as clients see it, and how lists of such documents are paged.</summary>
internal interface IDocumentResponse<TSelf, TFields>
    where TSelf : IDocumentResponse<TSelf, TFields>
{
    static abstract PageParameters Paging { get; }

    static abstract TSelf From(Document<TFields> document);
}

/// <summary>The page of a list of documents.</summary>
internal sealed record DocumentQuery<TResponse, TFields>(PageQuery Page) : IParameters<DocumentQuery<TResponse, TFields>>
    where TResponse : IDocumentResponse<TResponse, TFields>
{
    public static IReadOnlyList<Parameter> All { get; } = [.. TResponse.Paging.All];

    public static DocumentQuery<TResponse, TFields> Read(ParameterReader reader) => new(TResponse.Paging.Read(reader));
}

/// <summary>What was deleted.</summary>
internal sealed record DeletedResponse(string Id);
