namespace Inference.Hosting;

public sealed class StartupBannerTests
{
    [Theory]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("https://*:8443", "https://localhost:8443")]
    [InlineData("http://+:80", "http://localhost:80")]
    [InlineData("http://127.0.0.1:8080", "http://127.0.0.1:8080")]
    [InlineData("http://10.0.0.11:8080", "http://10.0.0.11:8080")]
    public void An_address_is_shown_as_a_client_can_use_it(string address, string url) => Assert.Equal(url, StartupBanner.ToClientUrl(address));
}
