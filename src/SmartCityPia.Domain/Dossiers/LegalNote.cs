using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What a note on the law is about: GDPR, Articles 35(8), 42, 35(4) and (5), 35(1).</summary>
public enum LegalNoteKind { CodeOfConduct, Certification, NationalList, JointAssessment }

public class LegalNoteDetails : IChecked<LegalNote>
{
    [Required, MaxLength(Limits.Name)]
    public string Title { get; set; } = "";

    [Required]
    public LegalNoteKind? Kind { get; set; }

    /// <summary>Who approved, issued or shares it, and its number.</summary>
    [MaxLength(Limits.Line)]
    public string? Reference { get; set; }

    public DateOnly? Since { get; set; }

    public DateOnly? Until { get; set; }

    [MaxLength(Limits.Text)]
    public string? Meaning { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, LegalNote row)
    {
        if (Until < Since)
            yield return new(nameof(Until), "UntilBeforeSince");
    }
}

/// <summary>A code of conduct, a certification, an entry in a national list or an assessment made with others that the assessment rests on.</summary>
public sealed class LegalNote : LegalNoteDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
