using System.Text.Json;
using Inference.Uploads.Workbooks;

namespace Inference.Uploads;

/// <summary>What the columns of a table are, by its first row.</summary>
internal sealed class ColumnMap
{
    // The names come again with each row's data.
    private const int MaxName = 1_024;
    private const int MaxNames = 64 * 1_024;

    // Of a row that is no header.
    private const int MaxQuotedNames = 5;
    private const int MaxQuote = 100;

    private static readonly string[] Known = [HeaderName.Id, HeaderName.Name, HeaderName.Birthdate, HeaderName.Notes];

    // Of each column: one of our fields, or else its name among the data.
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
        var draft = new PersonaDraft(_since1904);
        foreach (var cell in cells)
        {
            if (cell.Column < _columns.Count)
            {
                Set(draft, _columns[cell.Column], cell);
            }
            else if (cell.IsTooLong || !string.IsNullOrWhiteSpace(cell.Text))
            {
                draft.Reject(cell.Column < RowLimits.MaxColumns ? "it has more columns than the first row" : RowLimits.TooWide);
            }
        }

        // A table's empty rows are not worth a word.
        return draft.IsEmpty ? null : draft.Build(number);
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

    /// <summary>A name that is there already gets a number.</summary>
    private string NameOf(string name)
    {
        var wanted = name.Length == 0 ? $"column_{_columns.Count + 1}" : name;
        var free = wanted;
        // Where a name was found taken, the search goes on behind the numbers that were.
        for (var n = _names.GetValueOrDefault(wanted, 1) + 1; !_names.TryAdd(free, 1); n++)
        {
            free = $"{wanted}_{n}";
            _names[wanted] = n;
        }

        return free;
    }

    private void Set(PersonaDraft draft, (string? Field, string Name) column, Cell cell)
    {
        if (cell.IsTooLong)
        {
            draft.Reject($"{column.Name} has more than {CellText.MaxCharacters} characters");
        }
        else if (cell.IsError)
        {
            draft.Reject($"{column.Name} has the error {cell.Text}");
        }
        else if (column.Field == HeaderName.Data)
        {
            SetData(draft, column.Name, cell);
        }
        else if (column.Field is { } field)
        {
            SetField(draft, field, cell);
        }
        else if (cell.Literal is { } literal)
        {
            draft.AddLiteral(column.Name, literal);
        }
        else
        {
            draft.AddText(column.Name, cell.Text);
        }
    }

    private static void SetField(PersonaDraft draft, string field, Cell cell)
    {
        if (field == HeaderName.Birthdate && cell.Literal is { } number)
        {
            draft.SetSerialBirthdate(number);
        }
        else
        {
            draft.Set(field, cell.Text);
        }
    }

    /// <summary>Some programs write an object as JSON into a column of its own.</summary>
    private void SetData(PersonaDraft draft, string name, Cell cell)
    {
        if (!cell.Text.AsSpan().TrimStart().StartsWith("{"))
        {
            draft.AddText(name, cell.Text);
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(cell.Text);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                draft.AddElement(member.Name, member.Value.Clone());
            }
        }
        catch (JsonException)
        {
            RowLimits.CheckMalformed(++_malformed);
            draft.AddText(name, cell.Text);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in a name.
            draft.Reject(ReadRow.NotUnicode);
        }
    }
}
