using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Notes;

/// <summary>Saves an audit note. Posting the same form twice saves one note.</summary>
public sealed class WriteNote(PiaDbContext db)
{
    /// <returns>The error; null if it was saved.</returns>
    public async Task<FieldError?> Handle(Guid id, Assessment assessment, AuditNoteDetails details, Guid? corrects, Actor actor,
        CancellationToken cancellationToken)
    {
        if (details.VersionNumber is { } number && (number < 1 || number > assessment.Versions))
            return new(nameof(details.VersionNumber), "NotOffered");
        if (corrects is { } earlier && !await db.AuditNotes.AnyAsync(n => n.Id == earlier && n.OwnerId == assessment.Id
            && n.AccountId == actor.AccountId, cancellationToken))
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

/// <summary>A note with the reference of its assessment.</summary>
public sealed record NoteRow(AuditNote Note, string Reference);

public static class VisibleNotes
{
    /// <summary>The notes a person may see, newest first.</summary>
    public static IQueryable<NoteRow> NotesFor(this PiaDbContext db, ClaimsPrincipal user, Guid? assessmentId = null) =>
        from n in db.NotesVisibleTo(user).AsNoTracking()
        join a in db.Assessments on n.OwnerId equals a.Id
        where assessmentId == null || n.OwnerId == assessmentId
        orderby n.Id descending
        select new NoteRow(n, a.Reference);
}
