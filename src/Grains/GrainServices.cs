using Inference.Calls;
using Inference.Chats;
using Inference.Completions;
using Inference.Documents;
using Inference.Experts;
using Inference.Guards;
using Inference.InferenceLogs;
using Inference.Insights;
using Inference.Ledger;
using Inference.Limiting;
using Inference.Models;
using Inference.Models.Local;
using Inference.PersonaDrafts;
using Inference.Routing;
using Inference.Shedding;
using Inference.Statistics;
using Inference.Storage;
using Inference.StructuredOutput;
using Inference.Timing;
using Inference.Tokens;
using Inference.Uploads;
using Orleans.Configuration;

namespace Inference;

/// <summary>The grains, for the process that hosts them: one line a feature.</summary>
public static class GrainServices
{
    public static ISiloBuilder AddInferenceGrains(this ISiloBuilder silo)
    {
        silo.Services.AddTiming();
        silo.AddOutgoingGrainCallFilter<UndeliveredCalls>();
        silo.Configure<GrainCollectionOptions>(ShedIdleGrains);
        silo.Services.AddMemoryGauge();
        silo.Services.AddTokens();
        silo.Services.AddLimiting();
        silo.Services.AddModels();
        silo.Services.AddStructuredOutput();
        silo.Services.AddLocalModel();
        silo.Services.AddGuards();
        silo.Services.AddRouting();
        silo.Services.AddDocuments();
        silo.Services.AddExperts();
        silo.Services.AddStorage();
        silo.Services.AddLedger();
        silo.Services.AddInferenceLogs();
        silo.Services.AddChats();
        silo.Services.AddCompletions();
        silo.AddStatistics();
        silo.Services.AddInsights();
        silo.Services.AddPersonaDrafts();
        silo.Services.AddImports();
        return silo;
    }

    // An idle chat holds its latest messages for a quarter of an hour. Where memory is short they go earlier, before requests are refused for it.
    private static void ShedIdleGrains(GrainCollectionOptions collection)
    {
        collection.EnableActivationSheddingOnMemoryPressure = true;
        collection.MemoryUsageLimitPercentage = 70;
        collection.MemoryUsageTargetPercentage = 50;
        collection.MemoryUsagePollingPeriod = TimeSpan.FromSeconds(1);
    }
}
