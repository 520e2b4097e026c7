using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Domain.Organisations;

/// <summary>What the city decides about itself; one row. The first start takes it from the configuration.</summary>
public sealed class CitySettings
{
    public const string NotNamed = "Your city";

    public const int NameMaxLength = 80;

    public static readonly Guid TheOne = new("00000000-0000-7000-8000-000000000001");

    public Guid Id { get; init; } = TheOne;

    /// <summary>Shown in the header, and frozen into each version for the cover of its report.</summary>
    [Required, MaxLength(NameMaxLength)]
    public required string Name { get; set; }

    public uint Version { get; private set; }
}
