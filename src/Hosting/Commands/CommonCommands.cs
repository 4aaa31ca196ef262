namespace Inference.Commands;

/// <summary>The commands that silos and front ends have in common.</summary>
internal static class CommonCommands
{
    public static readonly ProcessCommand Help = new("--help", "shows this", call => Print(HelpText.Of(call.Process)));

    public static readonly ProcessCommand Version = new("--version", "shows the version", call => Print($"{call.Process.Name} {ProductVersion.Long}"));

    public static readonly ProcessCommand Health =
        new("--health", "asks the server at URL (http://localhost:8080) whether it is ready", call => HealthProbe.RunAsync(call.Argument)) { Argument = "[URL]" };

    private static Task<int> Print(string text)
    {
        Console.Out.WriteLine(text);
        return Task.FromResult(0);
    }
}
