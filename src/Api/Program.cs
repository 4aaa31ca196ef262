using Inference;

var builder = WebApplication.CreateBuilder(args);

builder.UseOrleansClient(client => client.UseLocalhostClustering());
builder.Services.AddInferenceApi();

var app = builder.Build();

app.MapInferenceApi();
app.Run();
