using Inference;

var builder = WebApplication.CreateBuilder(args);

builder.UseOrleans(silo => silo
    .UseLocalhostClustering()
    .AddMemoryGrainStorageAsDefault()
    .AddInferenceGrains());
builder.Services.AddInferenceApi();

var app = builder.Build();

app.MapInferenceApi();
app.Run();
