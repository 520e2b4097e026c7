using System.ComponentModel.DataAnnotations;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>The section <c>City</c>: the first values of the city's settings, and its address.</summary>
public sealed record CityOptions : IValidatableObject
{
    /// <summary>Shown in the header and on the report's cover.</summary>
    [Required, MaxLength(Domain.Organisations.CitySettings.NameMaxLength)]
    public string Name { get; init; } = "Your city";

    /// <summary>Where people open the application, also below a path; written into links, never taken from a request.</summary>
    public string? Address { get; init; }

    /// <summary>Without <see cref="Address"/> a link has no host.</summary>
    public string At(string path) => Address?.TrimEnd('/') + path;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Address) && (!Uri.TryCreate(Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0 || address.Fragment.Length > 0))
            yield return new("City:Address has to be the address at which people open the application, such as https://pia.example.");
    }

    /// <summary>When an approval comes up again, where its decision names no day.</summary>
    [Microsoft.Extensions.Options.ValidateObjectMembers]
    public SmartCityPia.Domain.Organisations.ReviewPeriods ReviewAgain { get; init; } = new();
}
