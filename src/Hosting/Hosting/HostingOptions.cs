using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Inference.Hosting;

/// <summary>How a process that serves HTTP shuts down.</summary>
internal sealed class HostingOptions
{
    public const string Section = "Hosting";

    /// <summary>
    /// How long a process that is stopping goes on accepting requests while <c>/health/ready</c> is 503: as long as load balancers take to notice. By default 5
    /// seconds in a cluster and none in an embedded server, which has no load balancer in front of it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan? DrainDelay { get; set; }
}

[OptionsValidator]
internal sealed partial class HostingOptionsValidator : IValidateOptions<HostingOptions>;
