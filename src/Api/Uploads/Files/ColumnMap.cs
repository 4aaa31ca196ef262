using System.Text.Json;
using Inference.Uploads.Files.Workbooks;
using Inference.Validation;

namespace Inference.Uploads.Files;

/// <summary>Maps the columns of a table to fields, by its first row.</summary>
internal sealed class ColumnMap
{
    // Each row's data repeats the names.
    private const int MaxName = 1_024;
    private const int MaxNames = 64 * 1_024;

    // In the error of a row that is no header.
    private const int MaxQuotedNames = 5;
    private const int MaxQuote = 100;

    private static readonly string[] Known = [HeaderName.Id, HeaderName.Name, HeaderName.Birthdate, HeaderName.Notes];

    // Of each column: a persona's field, or else its name in the data.
    private readonly List<(string? Field, string Name)> _columns = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly bool _since1904;
    private int _characters;
    private int _malformed;

    /// <exception cref="FileFaultException">The row is no header.</exception>
    public ColumnMap(int number, IReadOnlyList<Cell> header, bool since1904 = false)
    {
        _since1904 = since1904;
        foreach (var cell in header)
        {
            Add(cell);
        }

        if (!_columns.Exists(column => column.Field == HeaderName.Name))
        {
            throw new FileFaultException(
                $"has no column '{HeaderName.Name}': its row {number} ({Quote(header)}) was taken for the names of the columns. Put names such as "
                + $"{string.Join(", ", Known)} there, and no title above them");
        }
    }

    public ReadRow? Read(int number, IEnumerable<Cell> cells)
    {
        var persona = new PersonaRowBuilder(_since1904);
        foreach (var cell in cells)
        {
            if (cell.Column < _columns.Count)
            {
                Set(persona, _columns[cell.Column], cell);
            }
            else if (cell.IsTooLong || !string.IsNullOrWhiteSpace(cell.Text))
            {
                persona.Reject(cell.Column < RowLimits.MaxColumns ? "it has more columns than the first row" : RowLimits.TooWide);
            }
        }

        // Empty rows of a table are skipped without an error.
        return persona.IsEmpty ? null : persona.Build(number);
    }

    private void Add(Cell cell)
    {
        Check(cell);
        while (_columns.Count < cell.Column)
        {
            _columns.Add((null, NameOf("")));
        }

        var name = cell.Text.Trim();
        var field = HeaderName.Fold(name);
        if (!Known.Contains(field) && field != HeaderName.Data)
        {
            _columns.Add((null, NameOf(name)));
            return;
        }

        if (_columns.Exists(column => column.Field == field))
        {
            throw new FileFaultException($"has two columns '{field}'");
        }

        _columns.Add((field, name));
    }

    private static string Quote(IReadOnlyList<Cell> header)
    {
        var names = header.Select(cell => cell.Text.Trim()).Where(name => name.Length > 0).ToList();
        return WellFormedText.Cut($"{string.Join(", ", names.Take(MaxQuotedNames))}{(names.Count > MaxQuotedNames ? ", …" : "")}", MaxQuote);
    }

    private void Check(Cell cell)
    {
        if (cell.Column >= RowLimits.MaxColumns)
        {
            throw new FileFaultException($"has more than {RowLimits.MaxColumns} columns");
        }

        if (cell.IsTooLong || cell.Text.Length > MaxName)
        {
            throw new FileFaultException($"has a name of more than {MaxName} characters in its first row, column {cell.Column + 1}");
        }

        _characters += cell.Text.Length;
        if (_characters > MaxNames)
        {
            throw new FileFaultException($"has more than {MaxNames} characters in its first row");
        }
    }

    /// <summary>A name that is taken gets a number.</summary>
    private string NameOf(string name)
    {
        var unnumbered = name.Length == 0 ? $"column_{_columns.Count + 1}" : name;
        var free = unnumbered;
        // The search goes on after the highest number that is taken, so that many equal names do not take quadratic time.
        for (var n = _names.GetValueOrDefault(unnumbered, 1) + 1; !_names.TryAdd(free, 1); n++)
        {
            free = $"{unnumbered}_{n}";
            _names[unnumbered] = n;
        }

        return free;
    }

    private void Set(PersonaRowBuilder persona, (string? Field, string Name) column, Cell cell)
    {
        if (cell.IsTooLong)
        {
            persona.Reject($"{column.Name} has more than {CellText.MaxCharacters} characters");
        }
        else if (cell.IsError)
        {
            persona.Reject($"{column.Name} has the error {cell.Text}");
        }
        else if (column.Field == HeaderName.Data)
        {
            SetData(persona, column.Name, cell);
        }
        else if (column.Field is { } field)
        {
            SetField(persona, field, cell);
        }
        else if (cell.Literal is { } literal)
        {
            persona.AddLiteral(column.Name, literal);
        }
        else
        {
            persona.AddText(column.Name, cell.Text);
        }
    }

    private static void SetField(PersonaRowBuilder persona, string field, Cell cell)
    {
        if (field == HeaderName.Birthdate && cell.Literal is { } number)
        {
            persona.SetSerialBirthdate(number);
        }
        else
        {
            persona.Set(field, cell.Text);
        }
    }

    /// <summary>Some programs write an object as JSON into a column of its own.</summary>
    private void SetData(PersonaRowBuilder persona, string name, Cell cell)
    {
        if (!cell.Text.AsSpan().TrimStart().StartsWith("{"))
        {
            persona.AddText(name, cell.Text);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(cell.Text);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                persona.AddElement(member.Name, member.Value.Clone());
            }
        }
        catch (JsonException)
        {
            RowLimits.CheckMalformed(++_malformed);
            persona.AddText(name, cell.Text);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a name.
            persona.Reject(ReadRow.NotUnicode);
        }
    }
}

/// <summary>
/// A value in a table, as text and, where it is a number or true or false, as JSON too. An error is what a formula could not calculate. One that is longer
/// than a cell can be has no text.
/// </summary>
internal readonly record struct Cell(int Column, string Text, string? Literal = null, bool IsError = false, bool IsTooLong = false);
