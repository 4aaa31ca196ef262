namespace Inference.FrontEnd;

/// <summary>Where a front end of its own finds the silo: the settings <c>Inference:Cluster</c> that the silo has too, with its defaults.</summary>
internal sealed record ClusterEntrance
{
    public string ServiceId { get; init; } = "inference";

    public string ClusterId { get; init; } = "inference";

    public int GatewayPort { get; init; } = 30000;

    public static ClusterEntrance From(IConfiguration configuration) =>
        configuration.GetSection("Inference:Cluster").Get<ClusterEntrance>() ?? new ClusterEntrance();
}
