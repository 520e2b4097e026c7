using System.Security.Claims;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Reviews;

/// <summary>The reviews that wait for a person.</summary>
public sealed class WaitingReviews(PiaDbContext db, ReviewPeople people)
{
    /// <summary>Reviews to decide, to give an opinion on, or to correct. Nobody reviews their own submission.</summary>
    public IQueryable<Review> Handle(ClaimsPrincipal user)
    {
        var me = user.AccountId();
        var (reviewers, officers) = (people.Acting(ReviewRole.Reviewer), people.Acting(ReviewRole.DataProtectionOfficer));
        return from r in db.Reviews
               join a in db.Assessments.VisibleTo(user).InUse() on r.OwnerId equals a.Id
               join v in db.AssessmentVersions on new { r.OwnerId, r.VersionNumber } equals new
               {
                   OwnerId = v.AssessmentId,
                   VersionNumber = v.Number
               }
               where (reviewers.Contains(me) && r.State == ReviewState.InReview && v.FrozenById != me)
                   || (officers.Contains(me) && r.State == ReviewState.DpoOpinion && v.FrozenById != me)
                   || (r.State == ReviewState.ChangesRequested && a.OwnerId == me && a.Status == AssessmentStatus.Draft
                       && a.Versions == r.VersionNumber)
               select r;
    }
}
