using System.Reflection;
using System.Text.RegularExpressions;
using Inference.Hosting;

namespace Inference.Conventions;

public sealed partial class ReferenceTests
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

    [Fact]
    public void Log_levels_of_the_product_name_its_types()
    {
        Assembly[] product = [typeof(GrainServices).Assembly, typeof(ApiServices).Assembly, typeof(ProcessRunner).Assembly, typeof(InferenceOptions).Assembly];
        var categories = SourceFile.ReadAll("src/Hosting")
            .SelectMany(file => file.Lines)
            .Select(line => LogLevel().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(categories);
        Assert.All(categories, category => Assert.Contains(product, assembly => assembly.GetType(category) is not null));
    }

    [GeneratedRegex(@"Logging:LogLevel:(Inference\.[\w.]+)")]
    private static partial Regex LogLevel();
}
