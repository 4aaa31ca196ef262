using Inference.Hosting;

namespace Inference.Conventions;

public sealed class ReferenceTests
{
    [Fact]
    public void The_api_does_not_know_the_grains() =>
        Assert.DoesNotContain(typeof(ApiServices).Assembly.GetReferencedAssemblies(), a => a.Name == "Inference.Grains");

    [Fact]
    public void The_api_does_not_know_the_database_driver() =>
        Assert.DoesNotContain(typeof(ApiServices).Assembly.GetReferencedAssemblies(), a => a.Name is "Npgsql" or "Microsoft.Data.Sqlite");

    [Fact]
    public void The_hosting_knows_neither_the_api_nor_the_grains() =>
        Assert.DoesNotContain(typeof(ProcessRunner).Assembly.GetReferencedAssemblies(), a => a.Name is "Inference.Api" or "Inference.Grains");
}
