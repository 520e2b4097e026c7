using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Plan;

public class PlanAnswerDetails
{
    /// <summary>Null where the answer is what the records say, also when they say something else tomorrow.</summary>
    public PlanScore? Score { get; set; }

    [MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    /// <summary>What shows it: documents, decisions, addresses.</summary>
    [MaxLength(Limits.Text)]
    public string? Evidence { get; set; }

    /// <summary>The organisation that sees to it.</summary>
    public Guid? OwnerId { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>What a holder of a licence notes beside the clause.</summary>
    [MaxLength(Limits.Text)]
    public string? ClauseNote { get; set; }

    /// <param name="fed">What the records say; null where they say nothing.</param>
    public IEnumerable<FieldError> Check(PlanFeed? fed)
    {
        if (Score is null && fed?.Score is null)
            yield return new(nameof(Score), "PlanScoreMissing");
        if (Score is not null && fed?.Score is { } said && said != Score && string.IsNullOrWhiteSpace(Reason))
            yield return new(nameof(Reason), "PlanOverruledWhy");
        else if (Score == PlanScore.NotApplicable && string.IsNullOrWhiteSpace(Reason))
            yield return new(nameof(Reason), "PlanNotApplicableWhy");
        if (Score == PlanScore.Done && fed?.Score != PlanScore.Done && string.IsNullOrWhiteSpace(Evidence))
            yield return new(nameof(Evidence), "PlanDoneShownBy");
    }
}

/// <summary>A person's answer to one point of the plan; at most one for each.</summary>
public sealed class PlanAnswer : PlanAnswerDetails, IVersioned
{
    private static readonly Guid Space = new("00000000-0000-7000-8000-000000000002");

    public required Guid Id { get; init; }

    [MaxLength(10)]
    public required string QuestionId { get; init; }

    /// <summary>What the records said when it was saved.</summary>
    public PlanScore? Said { get; set; }

    public uint Version { get; private set; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public static PlanAnswer To(string questionId) => new() { Id = IdOf(questionId), QuestionId = questionId };

    public static Guid IdOf(string questionId) => DerivedId.Of(Space, questionId);
}
