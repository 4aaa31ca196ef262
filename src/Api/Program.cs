using Inference;
using Inference.Calls;
using Inference.FrontEnd;

var builder = WebApplication.CreateBuilder(args);

var silo = ClusterEntrance.From(builder.Configuration);
builder.UseOrleansClient(client => client
    .UseLocalhostClustering(silo.GatewayPort, silo.ServiceId, silo.ClusterId)
    .AddOutgoingGrainCallFilter<UndeliveredCalls>());
builder.Services.AddInferenceApi();

var app = builder.Build();

app.MapInferenceApi();
app.Run();
