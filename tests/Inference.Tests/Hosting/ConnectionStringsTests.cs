using Inference.Database;
using Inference.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

public sealed class ConnectionStringsTests
{
    [Fact]
    public void PostgreSQL_needs_a_connection_string() =>
        Assert.Contains("ConnectionStrings:Inference: must say how to reach the database", Problem("postgres", null), StringComparison.Ordinal);

    [Theory]
    [InlineData("postgres://me:opensesame@db/inference?sslmode=require")]
    [InlineData("Host=db;Port=opensesame")]
    [InlineData("Username=me;Password=opensesame")]
    public void What_is_not_a_connection_string_is_refused_and_not_repeated(string connection)
    {
        var problem = Problem("postgres", connection);

        Assert.Contains("must be a connection string", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres", "Host=db;Database=inference;Username=me;Password=opensesame")]
    [InlineData("sqlite", null)]
    [InlineData(null, "anything")]
    public void Other_connection_strings_are_accepted(string? storage, string? connection) => Assert.Null(Problem(storage, connection));

    private static string? Problem(string? storage, string? connection)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Inference:Storage"] = storage,
            ["ConnectionStrings:Inference"] = connection,
        });
        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration.Build())
            .AddInferenceOptions<ConnectionStringsOptions, ConnectionStringsValidator>().Services
            .BuildServiceProvider();
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException exception)
        {
            return exception.Message;
        }
    }
}
