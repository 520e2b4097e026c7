using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>What is signed when a version is frozen or a description handed in.</summary>
public sealed class SubmissionDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Statement { get; set; } = "";
}
