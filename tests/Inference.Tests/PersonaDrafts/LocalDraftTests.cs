using System.Diagnostics;
using System.Text.Json;
using CsCheck;

namespace Inference.PersonaDrafts;

public sealed class LocalDraftTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("Her name is Anna Maier, she is 36.", "Anna Maier")]
    [InlineData("The name of the client is Anna.", "Anna")]
    [InlineData("Create a nurse called Ludwig van Beethoven who likes music", "Ludwig van Beethoven")]
    [InlineData("A man named “John F. Kennedy”.", "John F. Kennedy")]
    [InlineData("She is called Ana-María O'Neill.", "Ana-María O'Neill")]
    [InlineData("Name: anna maier", "anna maier")]
    [InlineData("- Full name: Anna; city: Lisbon", "Anna")]
    [InlineData("Please rename her to Bob Smith", "Bob Smith")]
    [InlineData("Change the name to Łukasz", "Łukasz")]
    [InlineData("A manager named Anna", "Anna")]
    [InlineData("I called Anna yesterday.", null)]
    [InlineData("She has a dog called Rex.", null)]
    [InlineData("Her company's name is Acme.", null)]
    [InlineData("Her husband is named Bob.", null)]
    [InlineData("Her last name is Maier.", null)]
    [InlineData("The name is important to her.", null)]
    public void A_name_is_found_where_it_is_stated(string prompt, string? expected) => Assert.Equal(expected, Revise("{}", prompt).Name);

    [Theory]
    [InlineData("Born on 31 January 1990.", "1990-01-31")]
    [InlineData("She was born 1990-01-31 in Rome", "1990-01-31")]
    [InlineData("born in Rome on the 3rd of Feb 1990", "1990-02-03")]
    [InlineData("Date of birth: 31/01/1990", "1990-01-31")]
    [InlineData("birthdate is 1/2/1990", "1990-02-01")]
    [InlineData("dob: 31.01.1990", "1990-01-31")]
    [InlineData("Her birthday is January 31st, 1990", "1990-01-31")]
    [InlineData("Born on 30 February 1990", null)]
    [InlineData("Born on 01/31/1990", null)]
    [InlineData("Born on 2999-01-01", null)]
    [InlineData("She moved on 2001-05-06.", null)]
    [InlineData("Her son was born on 2015-01-01.", null)]
    [InlineData("She was born in 1990.", null)]
    public void A_birthdate_is_found_where_it_is_stated(string prompt, string? expected) => Assert.Equal(expected, Revise("{}", prompt).Birthdate);

    [Theory]
    [InlineData("She works as a software engineer at Acme Corp and lives in Lisbon, Portugal.", """{"occupation":"software engineer","employer":"Acme Corp","residence":"Lisbon, Portugal"}""")]
    [InlineData("E-mail anna.maier@example.org, phone +351 21 123-4567.", """{"email":"anna.maier@example.org","phone":"+351 21 123-4567"}""")]
    [InlineData("Favourite colour: dark green\nplan = gold", """{"favourite_colour":"dark green","plan":"gold"}""")]
    [InlineData("She likes cars. Car: an old Golf, 1.6 l", """{"car":"an old Golf, 1.6 l"}""")]
    [InlineData("Her husband works as a baker and her son lives in Rome.", "{}")]
    [InlineData("See https://example.org at 10:30. Create a persona: be creative", "{}")]
    [InlineData("He lives in a flat.", "{}")]
    public void Traits_go_into_the_data(string prompt, string expected) =>
        Assert.Equal(expected == "{}" ? "{}" : $$"""{"data":{{expected}}}""", Revise("{}", prompt).ToJson());

    [Fact]
    public void A_trait_is_set_under_the_name_it_has_already() =>
        Assert.Equal("""{"Job":"doctor"}""", JsonSerializer.Serialize(Revise("""{"data":{"Job":"nurse"}}""", "She works as a doctor").Data));

    [Theory]
    [InlineData("Notes: likes tea", "likes tea")]
    [InlineData("Please note that she likes tea. Thanks!", "Old.\nshe likes tea.")]
    [InlineData("Add to the notes: likes tea", "Old.\nlikes tea")]
    [InlineData("Make it friendlier", "Old.")]
    public void Notes_are_replaced_or_added_to(string prompt, string expected) => Assert.Equal(expected, Revise("""{"notes":"Old."}""", prompt).Notes);

    [Theory]
    [InlineData("Remove the notes", """{"name":"Anna","birthdate":"1990-01-31","data":{"phone":"1","city":"Rome"}}""")]
    [InlineData("Please delete Anna's birthdate, her phone number and notes.", """{"name":"Anna","data":{"city":"Rome"}}""")]
    [InlineData("drop all data", """{"name":"Anna","birthdate":"1990-01-31","notes":"n"}""")]
    [InlineData("Do not remove the notes", null)]
    [InlineData("Don't delete the name", null)]
    [InlineData("You shouldn't remove the name, clear?", null)]
    [InlineData("Give her a clear name, and drop by drop notes", null)]
    [InlineData("Remove the comma in the text", null)]
    [InlineData("", null)]
    public void Only_what_is_asked_to_be_removed_is(string prompt, string? expected)
    {
        const string Whole = """{"name":"Anna","birthdate":"1990-01-31","notes":"n","data":{"phone":"1","city":"Rome"}}""";

        Assert.Equal(expected ?? Whole, Revise(Whole, prompt).ToJson());
    }

    [Fact]
    public void What_has_no_letters_is_not_removed_by_what_has_no_words() =>
        Assert.Equal("""{"data":{"—":"1"}}""", Revise("""{"data":{"—":"1"}}""", "Remove the, and please remove & the.").ToJson());

    [Fact]
    public void Thousands_of_fields_and_lines_take_time_in_proportion()
    {
        var watch = Stopwatch.StartNew();
        var current = JsonSerializer.Serialize(Enumerable.Range(0, 20_000).ToDictionary(i => $"field {i}"));
        var prompt = string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"{new string((char)('a' + i % 26), 1 + i % 30)}: {i}"));

        Revise(current, prompt);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_removed_field_may_be_stated_anew() =>
        Assert.Equal("""{"name":"Bob"}""", Revise("""{"name":"Anna","notes":"n"}""", "Remove the name and the notes. His name is Bob.").ToJson());

    [Fact]
    public void Fields_that_a_prompt_does_not_mention_stay_as_they_were() =>
        Gen.Select(Names, Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String), Gen.String, Prompts)
            .Sample((name, data, notes, prompt) =>
            {
                var current = JsonSerializer.Serialize(new { name, birthdate = "1990-01-31", notes, data });
                var before = Revise(current, "");
                var after = Revise(current, prompt.Text);
                return (prompt.Mentions == "name" || before.Name == after.Name)
                    && (prompt.Mentions == "birthdate" || before.Birthdate == after.Birthdate)
                    && before.Notes == after.Notes
                    && before.Data.All(field => prompt.Mentions == field.Key || after.Data[field.Key].GetRawText() == field.Value.GetRawText());
            });

    [Fact]
    public void Nothing_is_made_of_any_text_that_states_nothing() =>
        Gen.String[Gen.Char[" abcdefgh.,;!?\n"], 0, 200].Sample(text => Revise("{}", text).ToJson() == "{}");

    // Generous enough for a busy machine; an expression that backtracks takes minutes.
    [Fact]
    public void Long_hostile_prompts_take_time_in_proportion() =>
        Gen.OneOfConst("name is A ", "remove ", "a@", "a.", "phone ", "phone (1 ", "works as a ", "lives in A ", "called A", "; aa", "born ", "note that ", "A de ", "a: ", "1/1/", ". a")
            .Sample(
                piece =>
                {
                    var watch = Stopwatch.StartNew();
                    Revise("{}", string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
                    return watch.Elapsed < TimeSpan.FromSeconds(5);
                },
                iter: 16);

    private static Gen<string> Names => Gen.String[Gen.Char.AlphaNumeric, 1, 20];

    private static Gen<(string Text, string Mentions)> Prompts => Gen.OneOfConst(
        ("Her name is Anna", "name"), ("born on 1 May 1980", "birthdate"), ("She works as a nurse", "occupation"), ("remove the name", "name"),
        ("Make her friendlier, and don't remove the notes!", ""), ("Her husband is called Bob", ""), ("plan: gold", "plan"), ("", ""));

    private static DraftFields Revise(string current, string prompt)
    {
        using var json = JsonDocument.Parse(current);
        var (draft, problems) = DraftFields.Read(json.RootElement);
        Assert.Empty(problems);
        LocalDraft.Revise(draft, prompt, Today);
        return draft;
    }
}
