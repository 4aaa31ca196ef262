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
        Assert.All(_files, file => Assert.True(file.Lines.Length <= MostLines, $"{file.Path}: {file.Lines.Length}"));

    [Fact]
    public void A_folder_has_at_most_25_files() =>
        Assert.All(_files.CountBy(file => file.Folder), folder => Assert.True(folder.Value <= MostFiles, $"{folder.Key}: {folder.Value}"));

    [Fact]
    public void The_name_of_a_test_has_at_most_12_words() =>
        Assert.All(
            typeof(SizeTests).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
                .Where(method => method.IsDefined(typeof(FactAttribute))),
            method => Assert.True(method.Name.Split('_').Length <= MostWords, method.Name));
}
