namespace Inference;

public sealed class ConventionTests
{
    [Fact]
    public void The_api_does_not_know_the_grains() =>
        Assert.DoesNotContain(typeof(ApiServices).Assembly.GetReferencedAssemblies(), a => a.Name == "Inference.Grains");
}
