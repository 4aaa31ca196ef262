using System.Collections.Concurrent;
using System.Text;
using Inference.Generating;
using Inference.OpenApi;
using Inference.Wire;

namespace Inference.Verifying;

/// <summary>
/// After each write that was taken: it can be read by its own GET, and in its list. A list that no longer answers 200 although it did before is
/// attributed to the write whose deletion repairs it.
/// </summary>
internal sealed class WriteVerifier(ApiContract contract, ExchangeChecks checks, IdPool pool, string host)
{
    private const int PagesLooked = 8;

    private readonly ConcurrentDictionary<string, bool> _deleted = new();
    private readonly ConcurrentDictionary<(string Key, string List), bool> _broken = new();

    /// <summary>Before a request is sent: what others may delete meanwhile is not missed.</summary>
    public void TrackDeletion(WireRequest request)
    {
        if (request.Method == "DELETE")
        {
            _deleted[request.Target[(request.Target.LastIndexOf('/') + 1)..].Split('?')[0]] = true;
        }
    }

    public async Task<IReadOnlyList<Fault>> VerifyAsync(Exchange exchange, Sender sender, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        var thing = WrittenResource.Read(exchange);
        var faults = new List<Fault>();
        if (StatusCheck.AsksForBrokenModel(request))
        {
            // What has failed cannot be read back.
            return faults;
        }

        if (request.Operation.IsWrite && request.Credential.IsTrusted && !StatusCheck.IsOfAnotherOperation(request))
        {
            if (exchange.Answer.IsSuccess && (thing.Id ?? IdInPath(request)) is { } id)
            {
                await ReadBackAsync(exchange, id, sender, faults, cancellationToken);
            }

            if ((exchange.Answer.IsSuccess && (!request.IsValid || request.Number % 8 == 0)) || exchange.Answer.Status >= 500)
            {
                // OpenAI's list holds what was asked to be stored.
                var isInList = request.Operation.Collection == request.Operation.OwnList?.Path && request.Operation.Id != "createOpenAICompletion";
                await CheckListAsync(exchange, isInList ? thing.Id ?? IdInPath(request) : null, sender, faults, cancellationToken);
            }
        }

        // What others may change is given out only now.
        CollectIds(request, thing);
        return faults;
    }

    public WireRequest Get(WireRequest after, Operation operation, string path, string query = "") =>
        Plain(after, operation, "GET", query.Length == 0 ? path : $"{path}?{query}");

    private WireRequest Plain(WireRequest after, Operation operation, string method, string target) => new()
    {
        Number = after.Number,
        Operation = operation,
        Method = method,
        Target = target,
        Headers = [("Host", host), ("Authorization", $"Bearer {after.Credential.Key}")],
        Body = Array.Empty<byte>(),
        Credential = after.Credential,
        Mutations = [],
    };

    private async Task ReadBackAsync(Exchange write, string id, Sender sender, List<Fault> faults, CancellationToken cancellationToken)
    {
        if (write.Request.Operation.OwnGet is not { } get)
        {
            return;
        }

        var path = $"{get.Collection}/{Uri.EscapeDataString(id)}";
        var read = await sender.SendAsync(Get(write.Request, get, path), cancellationToken);
        faults.AddRange(checks.Check(read));
        var isKept = write.Request.Operation.Id != "createOpenAICompletion" || read.Answer.Status != 202;
        if (read.Answer.Status != 200 && isKept && !_deleted.ContainsKey(id))
        {
            faults.Add(Fault.Of(Rule.ReadBack, write, $"what was answered {write.Answer.Status} is then {read.Answer.Status}", $"GET {path}"));
        }
        else if (write.Answer.Status == 201 && !write.Answer.Headers.ContainsKey("Idempotency-Replayed") && get.Collection != "/v1/api-keys"
            && !read.Answer.Body.Span.SequenceEqual(write.Answer.Body.Span))
        {
            faults.Add(Fault.Of(Rule.ReadBack, write, "what is read is not what the write answered", $"GET {path}"));
        }
    }

    private async Task CheckListAsync(Exchange write, string? id, Sender sender, List<Fault> faults, CancellationToken cancellationToken)
    {
        var request = write.Request;
        if (request.Operation.OwnList is not { } list || _broken.ContainsKey((request.Credential.Name, list.Path)))
        {
            return;
        }

        var page = await sender.SendAsync(Get(request, list, list.Path, "limit=100"), cancellationToken);
        if (page.Answer.Status == 200)
        {
            faults.AddRange(checks.Check(page));
            if (id is not null && request.Method == "POST" && write.Answer.IsSuccess && !write.Answer.Headers.ContainsKey("Idempotency-Replayed")
                && !await IsListedAsync(page, list, id, sender, cancellationToken) && !_deleted.ContainsKey(id))
            {
                faults.Add(Fault.Of(Rule.Lists, write, $"what was answered {write.Answer.Status} is not in its list"));
            }
        }
        else
        {
            await AttributeAsync(write, page, id, sender, faults, cancellationToken);
        }
    }

    private async Task AttributeAsync(Exchange write, Exchange page, string? id, Sender sender, List<Fault> faults, CancellationToken cancellationToken)
    {
        var list = page.Request.Operation;
        if (id is not null)
        {
            var delete = contract.Operations.First(operation => operation.Method == "DELETE" && operation.Collection == list.Path);
            _deleted[id] = true;
            await sender.SendAsync(Plain(write.Request, delete, "DELETE", $"{list.Path}/{id}"), cancellationToken);
            var again = await sender.SendAsync(page.Request, cancellationToken);
            if (again.Answer.Status == 200)
            {
                faults.Add(Fault.Of(Rule.Lists, write, $"{list.Id} cannot be read until what this wrote is deleted"));
            }
        }
        else if (_broken.TryAdd((write.Request.Credential.Name, list.Path), true))
        {
            faults.Add(Fault.Of(Rule.Lists, write, $"{list.Id} cannot be read since about this write, answered {write.Answer.Status}"));
        }
    }

    private async Task<bool> IsListedAsync(Exchange page, Operation list, string id, Sender sender, CancellationToken cancellationToken)
    {
        for (var pages = 1; pages <= PagesLooked; pages++)
        {
            var text = Encoding.UTF8.GetString(page.Answer.Body.Span);
            if (text.Contains($"\"{id}\"", StringComparison.Ordinal))
            {
                return true;
            }

            if (ListSweep.LastId(page.Answer.Body) is not { } last)
            {
                return false;
            }

            page = await sender.SendAsync(Get(page.Request, list, list.Path, $"limit=200&after={last}"), cancellationToken);
        }

        // So many others were made meanwhile, by an upload.
        return true;
    }

    private void CollectIds(WireRequest request, WrittenResource thing)
    {
        var key = request.Credential.Name;
        if (thing.Id is not null && request.Method != "DELETE")
        {
            pool.Add(key, request.Operation.Collection, thing.Id);
        }

        if (thing.ChatId is not null)
        {
            pool.Add(key, "/v1/chats", thing.ChatId);
        }

        if (thing.CompletionId is not null)
        {
            pool.Add(key, "/v1/chat/completions", thing.CompletionId);
            pool.Add(key, "/v1/inference-logs", thing.CompletionId);
        }
    }

    private static string? IdInPath(WireRequest request) =>
        request.Operation.Path.EndsWith('}') ? request.Target.Split('?')[0].Split('/')[^1] : null;
}
