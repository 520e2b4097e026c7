using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public class ScreeningAnswerDetails
{
    public Answer? Answer { get; set; }

    [MaxLength(Limits.Text)]
    public string? Note { get; set; }
}

/// <summary>The answer to one screening question of the catalogue; at most one per question.</summary>
public sealed class ScreeningAnswer : ScreeningAnswerDetails, IAssessmentRow
{
    public const string QuestionIsUnique = "ux_screening_answers_question";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    [MaxLength(10)]
    public required string QuestionId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
