using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>The city's settings, from section <c>City</c>.</summary>
public sealed record CityOptions
{
    /// <summary>Shown in the header and on the report's cover.</summary>
    [Required, MaxLength(80)]
    public string Name { get; init; } = "Your city";

    /// <summary>When an approval is due for review again if its decision set no day.</summary>
    [Microsoft.Extensions.Options.ValidateObjectMembers]
    public SmartCityPia.Domain.Reviews.ReviewIntervals ReviewAgain { get; init; } = new();
}
