using Inference.Calls;
using Inference.Chats;
using Inference.Completions;
using Inference.Documents;
using Inference.Experts;
using Inference.Guards;
using Inference.Insights;
using Inference.Ledger;
using Inference.Models;
using Inference.Models.Local;
using Inference.PersonaDrafts;
using Inference.Routing;
using Inference.Statistics;
using Inference.Storage;
using Inference.Tokens;
using Inference.Uploads;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Inference;

/// <summary>The grains, for whichever process hosts them: one line a feature.</summary>
public static class GrainServices
{
    public static ISiloBuilder AddInferenceGrains(this ISiloBuilder silo)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.AddOutgoingGrainCallFilter<UndeliveredCalls>();
        silo.Services.AddTokens();
        silo.Services.AddModels();
        silo.Services.AddLocalModel();
        silo.Services.AddGuards();
        silo.Services.AddRouting();
        silo.Services.AddDocuments();
        silo.Services.AddExperts();
        silo.Services.AddOwnerQuota();
        silo.Services.AddLedger();
        silo.Services.AddChats();
        silo.Services.AddCompletions();
        silo.AddStatistics();
        silo.Services.AddInsights();
        silo.Services.AddPersonaDrafts();
        silo.Services.AddImports();
        return silo;
    }
}
