using System.ComponentModel.DataAnnotations;
using SmartCityPia.Data.Accounts;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>Who has to have a second factor, from the section <c>SecondFactor</c>.</summary>
public sealed record SecondFactorOptions : IValidatableObject
{
    private const string Nobody = "none";

    /// <summary>Roles, separated by commas; <c>none</c> demands it of nobody.</summary>
    public string DemandedOf { get; init; } = $"{Roles.Reviewer},{Roles.Administrator},{Roles.Auditor}";

    public bool IsDemandedOf(string? role) => role is not null && Named.Contains(role, StringComparer.OrdinalIgnoreCase);

    private string[] Named => DemandedOf.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Named is not [Nobody] && Named.FirstOrDefault(n => !Roles.All.Contains(n, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            yield return new($"SecondFactor:DemandedOf names \"{unknown}\": it takes {string.Join(", ", Roles.All)}, separated by commas, or {Nobody}.");
    }
}
