using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Notes;

/// <summary>Puts a note on the record. The same form sent twice notes once.</summary>
public sealed class WriteNote(PiaDbContext db)
{
    /// <returns>What is wrong; null when it is done.</returns>
    public async Task<FieldError?> Handle(Guid id, Assessment assessment, AuditNoteDetails details, Guid? corrects, Actor actor, CancellationToken cancellationToken)
    {
        if (details.VersionNumber is { } number && (number < 1 || number > assessment.Versions))
            return new(nameof(details.VersionNumber), "NotOffered");
        if (corrects is { } earlier && !await db.AuditNotes.AnyAsync(n => n.Id == earlier && n.OwnerId == assessment.Id && n.AccountId == actor.AccountId, cancellationToken))
            return new("", "NotOffered");
        db.ChangeTracker.Clear();
        if (await db.AuditNotes.AnyAsync(n => n.Id == id, cancellationToken))
            return null;
        db.Add(new AuditNote
        {
            Id = id,
            OwnerId = assessment.Id,
            CorrectsId = corrects,
            Text = details.Text,
            VersionNumber = details.VersionNumber,
            Step = details.Step,
            ForAgency = details.ForAgency,
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
        });
        await db.SaveAsync(actor, cancellationToken);
        return null;
    }
}

/// <summary>A note with the assessment it is about.</summary>
public sealed record NoteRow(AuditNote Note, string Reference);

public static class VisibleNotes
{
    /// <summary>Auditors see all notes of what they may read, administrators all, and everybody else those for the agency.</summary>
    public static IQueryable<NoteRow> NotesFor(this PiaDbContext db, ClaimsPrincipal user, Guid? assessmentId = null)
    {
        var assessments = user.IsInRole(Roles.Administrator) ? db.Assessments : db.Assessments.VisibleTo(user);
        var all = user.IsInRole(Roles.Administrator) || user.IsInRole(Roles.Auditor);
        return from n in db.AuditNotes.AsNoTracking()
               join a in assessments on n.OwnerId equals a.Id
               where (all || n.ForAgency) && (assessmentId == null || n.OwnerId == assessmentId)
               orderby n.Id descending
               select new NoteRow(n, a.Reference);
    }
}
