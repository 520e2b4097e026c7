using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

public enum Verdict { Accepted, ToCorrect, ToImprove }

public class StepVerdictDetails
{
    [Required]
    public Verdict? Verdict { get; set; }

    [MaxLength(Limits.Text)]
    public string? Text { get; set; }

    public FieldError? Check() => Verdict is not Reviews.Verdict.Accepted && string.IsNullOrWhiteSpace(Text)
        ? new(nameof(Text), "VerdictWhy") : null;
}

/// <summary>The reviewer's verdict on one step of the version under review.</summary>
public sealed class StepVerdict : StepVerdictDetails, IReviewRecord
{
    public const string OncePerStep = "ux_step_verdicts_step";

    /// <summary>All steps but the check, which has no content to judge.</summary>
    public static IEnumerable<Step> Steps => Enum.GetValues<Step>().Where(s => s != Step.Check);

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    public required Step Step { get; init; }

    [MaxLength(Limits.Name)]
    public string By { get; private set; } = "";

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public uint Version { get; private set; }

    /// <summary>Sets the verdict. Allowed while the version waits for its decision.</summary>
    public void Give(Review review, ReviewActor by, StepVerdictDetails details)
    {
        by.MustBe(ReviewRole.Reviewer);
        if (review.Id != ReviewId || !review.IsOpen)
            throw ReviewRefusedException.WrongState(new("", "ReviewMovedOn"));
        if (details.Check() is { } error)
            throw ReviewRefusedException.Invalid(error);
        (Verdict, Text, By) = (details.Verdict, details.Text, by.Actor.Name);
    }
}
