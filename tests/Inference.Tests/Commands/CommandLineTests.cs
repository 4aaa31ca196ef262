namespace Inference.Commands;

public sealed class CommandLineTests
{
    private static readonly ProcessCommand[] Commands =
    [
        new("--help", "", _ => Task.FromResult(0)),
        new("--migrate", "", _ => Task.FromResult(0)),
        new("--backup", "", _ => Task.FromResult(0)) { Argument = "FILE" },
        new("--health", "", _ => Task.FromResult(0)) { Argument = "[URL]" },
    ];

    [Fact]
    public void A_command_without_argument_leaves_the_next_one_alone()
    {
        var line = Parse("--migrate", "--Inference:DataDirectory", "x", "/Guard:Enabled=false", "Router:Enabled=false", "--Logs:Retention=a=b");

        Assert.Equal("--migrate", line.Command?.Name);
        Assert.Equal(["--Inference:DataDirectory=x", "--Guard:Enabled=false", "--Router:Enabled=false", "--Logs:Retention=a=b"], line.Settings);
        Assert.Empty(line.Problems);
        Assert.Empty(line.WithoutValue);
    }

    [Theory]
    [InlineData("file.db", "--backup", "file.db")]
    [InlineData("file.db", "--backup=file.db")]
    [InlineData("http://x", "--health", "http://x", "--Guard:Enabled=true")]
    [InlineData(null, "--health")]
    [InlineData(null, "--health", "--Guard:Enabled=true")]
    public void A_command_takes_the_argument_that_follows_it(string? argument, params string[] arguments)
    {
        var line = Parse(arguments);

        Assert.Equal(argument, line.Argument);
        Assert.Empty(line.Problems);
    }

    [Theory]
    [InlineData("--backup needs FILE: write --backup FILE", "--backup")]
    [InlineData("--backup needs FILE: write --backup FILE", "--backup", "--Guard:Enabled=true")]
    [InlineData("--migrate takes no value", "--migrate=yes")]
    [InlineData("There is no command 'now'. --help shows those that there are.", "--migrate", "now")]
    [InlineData("There is no command '-x'. --help shows those that there are.", "-x")]
    public void What_is_neither_command_nor_setting_is_a_problem(string problem, params string[] arguments) =>
        Assert.Equal([problem], Parse(arguments).Problems);

    [Theory]
    [InlineData("-h")]
    [InlineData("-?")]
    [InlineData("--help")]
    public void Help_goes_before_other_commands(string help) => Assert.Equal("--help", Parse("--migrate", help).Command?.Name);

    [Fact]
    public void A_switch_at_the_end_or_before_another_has_no_value() =>
        Assert.Equal(["Guard:Enabled", "Router:Enabled"], Parse("--Guard:Enabled", "--Router:Enabled").WithoutValue);

    private static CommandLine Parse(params string[] arguments) => CommandLine.Parse(arguments, Commands);
}
