using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum RightState { Applies, DoesNotApply }

public class RightAnswerDetails : IChecked<RightAnswer>
{
    /// <summary>A month, and two more where requests are many or complex (GDPR, Article 12(3)).</summary>
    public const int MostDays = 92;

    public RightState? State { get; set; }

    /// <summary>How people use it in this service; of information, where and how it is given.</summary>
    [MaxLength(Limits.Text)]
    public string? How { get; set; }

    [MaxLength(Limits.Name)]
    public string? AnsweredBy { get; set; }

    /// <summary>Within how many days people have an answer.</summary>
    [Range(0, MostDays)]
    public int? Days { get; set; }

    /// <summary>Why it does not apply, or what limits it.</summary>
    [MaxLength(Limits.Text)]
    public string? Restriction { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, RightAnswer row)
    {
        if (State == RightState.DoesNotApply && string.IsNullOrWhiteSpace(Restriction))
            yield return new(nameof(Restriction), "RightWhyNot");
    }
}

/// <summary>How people use one of their rights in the service, or why it does not apply; at most one per right.</summary>
public sealed class RightAnswer : RightAnswerDetails, IAssessmentRow
{
    public const string RightIsUnique = "ux_rights_right";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    [MaxLength(10)]
    public required string RightId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    internal bool IsComplete => State == RightState.DoesNotApply ? !string.IsNullOrWhiteSpace(Restriction) : State is not null && !string.IsNullOrWhiteSpace(How) && !string.IsNullOrWhiteSpace(AnsweredBy);
}
