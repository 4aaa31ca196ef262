using System.Reflection;

namespace Inference.Conventions;

public sealed class SizeTests
{
    private const int MostLines = 250;
    private const int MostFiles = 25;
    private const int MostWords = 12;

    private static readonly IReadOnlyList<SourceFile> _files = SourceFile.ReadAll("src", "bench", "testing", "tests");

    [Fact]
    public void A_file_has_at_most_250_lines() =>
        Assert.Empty(_files.Where(file => file.Lines.Length > MostLines).Select(file => $"{file.Path}: {file.Lines.Length}"));

    [Fact]
    public void A_folder_has_at_most_25_files() =>
        Assert.Empty(_files.CountBy(file => file.Folder).Where(folder => folder.Value > MostFiles));

    [Fact]
    public void The_name_of_a_test_has_at_most_12_words() =>
        Assert.Empty(typeof(SizeTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.IsDefined(typeof(FactAttribute)))
            .Select(method => method.Name)
            .Where(name => name.Split('_').Length > MostWords));
}
