using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>In which role somebody acts on a review.</summary>
public enum ReviewRole { Author, Reviewer, DataProtectionOfficer }

/// <summary>A person acting on a review, in the role they may take, for themselves or as somebody's deputy.</summary>
/// <param name="Role">Null where they have none that fits.</param>
/// <param name="HasAuthored">They changed something in the assessment or its description, submitted it, or lead it.</param>
public sealed record Reviewing(Actor Actor, ReviewRole? Role, bool HasAuthored, Guid? OnBehalfOfId = null, string? OnBehalfOf = null)
{
    internal void MustBe(ReviewRole role)
    {
        if (Role != role)
            throw ReviewRefusedException.Forbidden(new("", "NotYourRole"));
        if (role != ReviewRole.Author && HasAuthored)
            throw ReviewRefusedException.Forbidden(new("", "NobodyReviewsOwnWork"));
    }
}
