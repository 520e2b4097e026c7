using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Features.Reviews;

namespace SmartCityPia.Web.Features.Dossiers;

public enum SettingAside
{
    /// <summary>Out of lists and deadlines. What is in review is decided or withdrawn first.</summary>
    Archive,

    /// <summary>Its authors give it up, as a draft or in review. An approval in force is not withdrawn; the service ends instead.</summary>
    Withdraw,

    /// <summary>As it was before.</summary>
    BringBack,
}

/// <summary>Archives, withdraws and brings back. Each is a mark on the assessment and an event; nothing is deleted.</summary>
public sealed class SetAside(PiaDbContext db, ReviewPeople people)
{
    /// <param name="reason">Why it is withdrawn.</param>
    /// <returns>Invalid with the sentence why it is refused; Changed where somebody else acted meanwhile.</returns>
    public Task<Outcome> Handle(Guid assessmentId, SettingAside act, string? reason, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        var newest = await db.Reviews.Include(r => r.Events).Where(r => r.OwnerId == assessmentId).OrderByDescending(r => r.VersionNumber).FirstOrDefaultAsync(cancellationToken);
        switch (act)
        {
            case SettingAside.Archive when newest is { IsOpen: true }:
                return new Outcome.Invalid([new("", "ArchiveInReview")]);
            case SettingAside.Archive:
                assessment.Archive(actor.At);
                break;
            case SettingAside.Withdraw when await IsApproved(db, assessmentId, cancellationToken):
                return new Outcome.Invalid([new("", "WithdrawApproved")]);
            case SettingAside.Withdraw:
                if (newest is { IsOpen: true })
                    newest.Withdraw(assessment, await people.ActorOf(assessment, ReviewRole.Author, actor, cancellationToken), reason!);
                assessment.Withdraw(reason!, actor.At);
                break;
            default:
                assessment.BringBack();
                break;
        }
        await db.SaveAsync(actor, cancellationToken, reason, act switch { SettingAside.Archive => AuditVerbs.Archived, SettingAside.Withdraw => AuditVerbs.Withdrawn, _ => AuditVerbs.BroughtBack });
        return new Outcome.Done();
    });

    /// <summary>Whether an approval is in force, whatever the draft after it.</summary>
    public static Task<bool> IsApproved(PiaDbContext db, Guid assessmentId, CancellationToken cancellationToken) =>
        db.Reviews.AnyAsync(r => r.OwnerId == assessmentId && (r.State == ReviewState.Approved || r.State == ReviewState.ApprovedWithConditions), cancellationToken);
}
