using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Inference.Validation;

/// <summary>How long the strings of a list may be.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemLengthAttribute(int maximum) : ValidationAttribute
{
    public int Maximum { get; } = maximum;

    public override bool IsValid(object? value)
    {
        if (value is IEnumerable<string> items)
        {
            foreach (var item in items)
            {
                if (item?.Length > Maximum)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Adds an error for each item that is too long.</summary>
    public void Check(object? value, string path, ValidationErrors errors)
    {
        var index = 0;
        foreach (var item in (IEnumerable)value!)
        {
            if (item is string { Length: var length } && length > Maximum)
            {
                errors.Invalid($"{path}[{index}]", $"must be at most {Maximum} characters long");
            }

            index++;
        }
    }
}
