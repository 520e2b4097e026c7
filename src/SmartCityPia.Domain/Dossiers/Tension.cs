using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum TensionState { Open, Settled }

public class TensionDetails : IChecked<Tension>
{
    [Required, MaxLength(Limits.Name)]
    public string Subject { get; set; } = "";

    [MaxLength(Limits.Text)]
    public string? Authorities { get; set; }

    [MaxLength(Limits.Text)]
    public string? Businesses { get; set; }

    [MaxLength(Limits.Text)]
    public string? People { get; set; }

    public TensionState State { get; set; }

    [MaxLength(Limits.Text)]
    public string? Settlement { get; set; }

    [MaxLength(Limits.Name)]
    public string? SettledBy { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, Tension row)
    {
        if (State == TensionState.Settled && string.IsNullOrWhiteSpace(Settlement))
            yield return new(nameof(Settlement), "SettledHow");
    }
}

/// <summary>Where authorities, businesses and people expect different things, and how that was settled.</summary>
public sealed class Tension : TensionDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
