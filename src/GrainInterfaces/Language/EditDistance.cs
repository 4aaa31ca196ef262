namespace Inference.Language;

/// <summary>How many typing errors are between two texts.</summary>
public static class EditDistance
{
    /// <summary>Characters that are missing, too many, wrong or in each other's place (optimal string alignment). Takes time and memory in proportion to the product of the lengths.</summary>
    public static int Between(string left, string right)
    {
        var errors = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    errors[i, j] = i + j;
                    continue;
                }

                var isSame = left[i - 1] == right[j - 1];
                errors[i, j] = Math.Min(Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1, errors[i - 1, j - 1] + (isSame ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
                }
            }
        }

        return errors[left.Length, right.Length];
    }
}
