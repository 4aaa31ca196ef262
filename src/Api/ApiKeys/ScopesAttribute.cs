using System.ComponentModel.DataAnnotations;
using Inference.OpenApi;

namespace Inference.ApiKeys;

/// <summary>A list of scopes: each must be one of <see cref="ApiKeyScopes.All"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ScopesAttribute : ValidationAttribute, IItemValues
{
    public ScopesAttribute() => ErrorMessage = $"must hold only scopes that there are: {string.Join(", ", ApiKeyScopes.All)}";

    public IEnumerable<string> ItemValues => ApiKeyScopes.All;

    public override bool IsValid(object? value) =>
        value is not IEnumerable<string> scopes || scopes.All(static scope => ApiKeyScopes.All.Contains(scope));
}
