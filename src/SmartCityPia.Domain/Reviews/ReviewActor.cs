using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>The roles in a review.</summary>
public enum ReviewRole { Author, Reviewer, DataProtectionOfficer }

/// <summary>A person acting on a review, in their own role or as a deputy.</summary>
/// <param name="Role">Null if they have no suitable role.</param>
/// <param name="HasAuthored">True if they changed the assessment or its description, submitted it, or lead it.</param>
public sealed record ReviewActor(Actor Actor, ReviewRole? Role, bool HasAuthored, Guid? OnBehalfOfId = null, string? OnBehalfOf = null)
{
    internal void MustBe(ReviewRole role)
    {
        if (Role != role)
            throw ReviewRefusedException.Forbidden(new("", "NotYourRole"));
        if (role != ReviewRole.Author && HasAuthored)
            throw ReviewRefusedException.Forbidden(new("", "NobodyReviewsOwnWork"));
    }
}
