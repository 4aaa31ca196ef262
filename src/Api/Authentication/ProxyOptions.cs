using System.ComponentModel.DataAnnotations;
using Inference.ApiKeys;
using Microsoft.Extensions.Options;

namespace Inference.Authentication;

internal sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Api";

    /// <summary>Addresses and CIDR ranges of the proxies whose X-Forwarded-For is believed; none by default.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        TrustedProxies.Where(proxy => !AddressRange.TryParse(proxy, out _)).Select(proxy => new ValidationResult(
            $"'{proxy}' is neither an address nor a CIDR range.", [nameof(TrustedProxies)]));
}

[OptionsValidator]
internal sealed partial class ProxyOptionsValidator : IValidateOptions<ProxyOptions>;
