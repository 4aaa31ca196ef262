using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Inference.Chats;
using Inference.Hosting;

namespace Inference.Documentation;

/// <summary>The tables and drawings of <c>docs/architecture.md</c>, and the types that it and the decisions name, are those of the code.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly MarkdownDocument Architecture = MarkdownDocument.Read("docs/architecture.md");
    private static readonly Assembly Interfaces = typeof(IChatGrain).Assembly;
    private static readonly Assembly Grains = typeof(GrainServices).Assembly;
    private static readonly Assembly[] Product = [Interfaces, Grains, typeof(ApiServices).Assembly, typeof(ProcessRunner).Assembly, typeof(InferenceOptions).Assembly];

    [Fact]
    public void Every_grain_is_in_the_table_with_its_interface() => Assert.Equal(
        from grain in GrainClasses()
        from contract in ContractsOf(grain)
        orderby TypeOf(grain)
        select (TypeOf(grain), contract.Name),
        from row in GrainRow().Matches(Architecture.Section("Grains"))
        orderby row.Groups[1].Value
        select (row.Groups[1].Value, row.Groups[2].Value));

    [Fact]
    public void Every_grain_interface_has_a_grain() => Assert.Empty(
        Interfaces.GetTypes()
            .Where(type => type is { IsInterface: true, IsGenericType: false } && type.IsAssignableTo(typeof(IGrain)))
            .Except(GrainClasses().SelectMany(ContractsOf)));

    [Fact]
    public void Every_grains_key_and_state_are_as_the_table_says() => Assert.Equal(
        from grain in GrainClasses()
        orderby TypeOf(grain)
        select (TypeOf(grain), ContractsOf(grain).Single().IsAssignableTo(typeof(IGrainWithIntegerKey)), HasStoredState(grain)),
        from row in GrainRow().Matches(Architecture.Section("Grains"))
        orderby row.Groups[1].Value
        select (row.Groups[1].Value, row.Groups[3].Value == "0", row.Groups[4].Value.Contains("`grain_state`", StringComparison.Ordinal)));

    [Fact]
    public void Projects_and_their_references_are_those_of_the_project_files() => Assert.Equal(
        from file in Directory.EnumerateFiles(Repository.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
        orderby Path.GetFileNameWithoutExtension(file)
        select $"{Path.GetFileNameWithoutExtension(file)}: {string.Join(' ', ReferencesOf(file))}",
        from row in ProjectRow().Matches(Architecture.Section("Projects"))
        orderby row.Groups[1].Value
        select $"{row.Groups[1].Value}: {string.Join(' ', MarkdownDocument.CodeIn(row.Groups[2].Value).Order(StringComparer.Ordinal))}");

    [Fact]
    public void The_drawing_of_processes_has_each_program() => Assert.Equal(
        Directory.EnumerateFiles(Repository.PathOf("src"), "Program.cs", SearchOption.AllDirectories)
            .Select(file => $"Inference.{Path.GetFileName(Path.GetDirectoryName(file))}")
            .Order(StringComparer.Ordinal),
        Architecture.Drawn("Processes").Order(StringComparer.Ordinal));

    [Fact]
    public void The_drawing_of_a_completion_names_types_and_each_stage()
    {
        var drawn = Architecture.Drawn("A completion's way");
        var stages = Grains.GetTypes().Where(type => type.IsClass && type.Name.EndsWith("Stage", StringComparison.Ordinal)).Select(type => type.Name);

        Assert.Empty(drawn.Except(Product.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name)));
        Assert.Empty(stages.Except(drawn));
    }

    [Theory]
    [InlineData("Postgres", "PostgreSQL")]
    [InlineData("Sqlite", "SQLite")]
    public void The_table_of_tables_has_what_the_scripts_make(string engine, string name) => Assert.Equal(
        SchemaTables.Of(engine).Order(StringComparer.Ordinal),
        TableRow().Matches(Architecture.Section("Storage"))
            .Where(row => row.Groups[2].Value == "both" || row.Groups[2].Value == name)
            .Select(row => row.Groups[1].Value)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_drawing_of_tables_has_each_table() => Assert.Equal(
        SchemaTables.Of("Postgres").Union(SchemaTables.Of("Sqlite")).Order(StringComparer.Ordinal),
        Architecture.Drawn("Storage").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_type_that_is_named_exists()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var types = Product.SelectMany(assembly => assembly.GetTypes()).ToArray();
        var known = types.Select(type => type.Name.Split('`')[0])
            .Concat(types.SelectMany(type => type.GetMembers(all)).Select(member => member.Name))
            .Concat(SchemaTables.Of("Sqlite"))
            .Concat(["InconsistentStateException", "TimeProvider"])
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(
            from document in MarkdownDocument.All
            where document.Path == Architecture.Path || document.Path.Contains("decisions", StringComparison.Ordinal)
            from name in MarkdownDocument.CodeIn(document.Prose)
            where TypeName().IsMatch(name) && !known.Contains(name) && !Directory.Exists(Repository.PathOf($"src/{name}"))
            select $"{document}: {name}");
    }

    private static IEnumerable<Type> GrainClasses() => Grains.GetTypes().Where(type => type.GetCustomAttributesData().Any(IsGrainType));

    private static bool IsGrainType(CustomAttributeData attribute) => attribute.AttributeType == typeof(GrainTypeAttribute);

    private static string TypeOf(Type grain) => (string)grain.GetCustomAttributesData().Single(IsGrainType).ConstructorArguments[0].Value!;

    private static IEnumerable<Type> ContractsOf(Type grain) =>
        grain.GetInterfaces().Where(type => type.Assembly == Interfaces && type is { IsGenericType: false } && type.IsAssignableTo(typeof(IGrain)));

    private static bool HasStoredState(Type grain) =>
        grain.GetConstructors().Single().GetParameters().Any(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)));

    private static IEnumerable<string> ReferencesOf(string projectFile) => XDocument.Load(projectFile)
        .Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `([\w-]+)` \| `(I\w+)` \| `([^`]+)` \| ([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex GrainRow();

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex ProjectRow();

    [GeneratedRegex(@"^\| `(\w+)` \| (both|PostgreSQL|SQLite) \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("^[A-Z][a-z]+[A-Z][A-Za-z]+$|^I[A-Z][a-z]+$")]
    private static partial Regex TypeName();
}
