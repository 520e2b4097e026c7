using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>How people were heard; last, that they were not.</summary>
public enum HearingWay { Meeting, Interviews, Survey, Writing, Representatives, NotHeard }

public enum HearingAnswer { TakenUp, PartlyTakenUp, NotTakenUp }

public class HearingDetails : IChecked<Hearing>
{
    [Required, MaxLength(Limits.Name)]
    public string Who { get; set; } = "";

    /// <summary>The groups of people whose views these are.</summary>
    [MaxLength(Limits.Choices)]
    public List<Guid> GroupIds { get; set; } = [];

    [Required]
    public HearingWay? Way { get; set; }

    public DateOnly? HeardOn { get; set; }

    [MaxLength(Limits.Text)]
    public string? Said { get; set; }

    public HearingAnswer? Answer { get; set; }

    /// <summary>Why it was taken up or not, or why they were not heard.</summary>
    [MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    [MaxLength(Limits.Text)]
    public string? Effect { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, Hearing row)
    {
        if (GroupIds.Exists(id => dossier.Groups.All(g => g.Id != id)))
            yield return new(nameof(GroupIds), "UnknownGroup");
        if (Way == HearingWay.NotHeard)
        {
            if (string.IsNullOrWhiteSpace(Reason))
                yield return new(nameof(Reason), "NotHeardWhy");
            if (!string.IsNullOrWhiteSpace(Said) || Answer is not null || HeardOn is not null)
                yield return new(nameof(Way), "NotHeardSaidNothing");
        }
        else if (Answer is HearingAnswer.PartlyTakenUp or HearingAnswer.NotTakenUp && string.IsNullOrWhiteSpace(Reason))
        {
            yield return new(nameof(Reason), "NotTakenUpWhy");
        }
    }
}

/// <summary>
/// Whose views were sought on the processing, what they said and what came of it, or why they were not heard (GDPR, Article 35(9)). Nothing else
/// is called a consultation.
/// </summary>
public sealed class Hearing : HearingDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    /// <summary>Everything that makes it a record of a consultation, or the reason why there is none.</summary>
    internal bool IsComplete => Way == HearingWay.NotHeard ? !string.IsNullOrWhiteSpace(Reason)
        : HeardOn is not null && !string.IsNullOrWhiteSpace(Said) && Answer is not null;
}
