using System.Net;

namespace Inference.ApiKeys;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("10.0.0.0/8", "10.255.0.1")]
    [InlineData("10.0.0.1/8", "10.255.0.1")]
    [InlineData("::ffff:10.0.0.0/104", "10.255.0.1")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "::ffff:10.1.2.3")]
    [InlineData("2001:db8::/32", "2001:db8:1::7")]
    [InlineData("::1", "::1")]
    [InlineData("0.0.0.0/0", "203.0.113.9")]
    public void An_address_inside_is_found(string range, string address)
    {
        Assert.True(AddressRange.TryParse(range, out var parsed));
        Assert.True(parsed.Contains(AddressRange.Normalize(IPAddress.Parse(address))));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.4")]
    [InlineData("10.0.0.0/8", "11.0.0.1")]
    [InlineData("0.0.0.0/0", "2001:db8::1")]
    [InlineData("2001:db8::/32", "2001:db9::1")]
    public void An_address_outside_is_not(string range, string address)
    {
        Assert.True(AddressRange.TryParse(range, out var parsed));
        Assert.False(parsed.Contains(AddressRange.Normalize(IPAddress.Parse(address))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("localhost")]
    public void What_is_no_address_is_refused(string? text) => Assert.False(AddressRange.TryParse(text, out _));
}
