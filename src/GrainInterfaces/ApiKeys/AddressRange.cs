using System.Net;
using System.Net.Sockets;

namespace Inference.ApiKeys;

/// <summary>Reads addresses and CIDR ranges as operators write them. IPv4 inside IPv6 (<c>::ffff:10.0.0.1</c>) counts as IPv4.</summary>
public static class AddressRange
{
    private const int MappedBits = 96;

    /// <summary>A range, or one address as a range of one.</summary>
    public static bool TryParse(string? text, out IPNetwork range)
    {
        range = default;
        if (IPAddress.TryParse(text, out var address))
        {
            // The parser reads "10" as 0.0.0.10 and "010.0.0.1" as octal, which are typing errors here.
            if (address.AddressFamily == AddressFamily.InterNetwork && address.ToString() != text)
            {
                return false;
            }

            address = Normalize(address);
            range = new IPNetwork(address, BitsOf(address));
            return true;
        }

        if (!IPNetwork.TryParse(text, out range))
        {
            return false;
        }

        if (range.BaseAddress.IsIPv4MappedToIPv6 && range.PrefixLength >= MappedBits)
        {
            range = new IPNetwork(range.BaseAddress.MapToIPv4(), range.PrefixLength - MappedBits);
        }

        return true;
    }

    /// <summary>The address to compare with ranges.</summary>
    public static IPAddress Normalize(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static int BitsOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
}
