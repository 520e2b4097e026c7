using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

public enum DraftStart
{
    /// <summary>There is a draft, of this click or of an earlier one.</summary>
    Started,

    /// <summary>The version is in review (it has to be withdrawn, with a reason) or the assessment is set aside.</summary>
    NotNow,

    /// <summary>The person was asked in to edit; a new draft is the lead's to start.</summary>
    NotYours,
}

/// <summary>Opens a submitted assessment for changes once its review has come to an end; its frozen versions stay.</summary>
public sealed class StartNewDraft(PiaDbContext db, AuthorizeDossier inside)
{
    public async Task<DraftStart> Handle(Guid assessmentId, ClaimsPrincipal user, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (!await inside.May(user, assessment, Policies.EditAssessments))
            return DraftStart.NotYours;
        if (!assessment.IsReadOnly)
            return DraftStart.Started;
        if (assessment.IsSetAside || await db.Reviews.AnyAsync(r => r.OwnerId == assessmentId && (r.State == ReviewState.InReview || r.State == ReviewState.DpoOpinion), cancellationToken))
            return DraftStart.NotNow;
        assessment.StartNewDraft();
        await db.SaveOnce(actor, cancellationToken);
        return DraftStart.Started;
    }
}
