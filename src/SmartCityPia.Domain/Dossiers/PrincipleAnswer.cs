using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum PrincipleState { Met, PartlyMet, NotMet, NotApplicable }

public class PrincipleAnswerDetails : IChecked<PrincipleAnswer>
{
    public PrincipleState? State { get; set; }

    [MaxLength(Limits.LongText)]
    public string? Answer { get; set; }

    [MaxLength(Limits.Text)]
    public string? Gap { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, PrincipleAnswer row)
    {
        if (State is PrincipleState.PartlyMet or PrincipleState.NotMet && string.IsNullOrWhiteSpace(Gap))
            yield return new(nameof(Gap), "GapWhenNotMet");
    }
}

/// <summary>How the service stands to one of the eleven principles of ISO/IEC 29100.</summary>
public sealed class PrincipleAnswer : PrincipleAnswerDetails, IAssessmentRow
{
    public const string PrincipleIsUnique = "ux_principle_answers_principle";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    [MaxLength(10)]
    public required string PrincipleId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
