using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using SmartCityPia.Data.Notices;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Saving;

/// <summary>Writes rows people answer for, each with its event on the trail and the notices it gives rise to.</summary>
public static class AuditedSave
{
    /// <summary>Saves everything tracked, with one audit event per changed row and the notices of it, in one transaction.</summary>
    /// <param name="verb">What the person did, where that says more than "Changed" of the rows that are changed, or "Added" of those that were there before.</param>
    /// <exception cref="DbUpdateConcurrencyException">A row was changed by somebody else since it was read.</exception>
    public static async Task<int> SaveAsync(this PiaDbContext db, Actor actor, CancellationToken cancellationToken, string? reason = null, string verb = AuditVerbs.Changed)
    {
        db.ChangeTracker.DetectChanges();
        var changed = db.ChangeTracker.Entries().Where(PiaDbContext.IsOnTheTrail).ToList();
        foreach (var version in changed.Where(e => e.State == EntityState.Added).Select(e => e.Entity).OfType<AssessmentVersion>())
        {
            var city = await db.Settings.AsNoTracking().Select(c => new { c.Identity.Name, c.LogoSha256, c.Contact }).SingleOrDefaultAsync(cancellationToken);
            (version.CityName, version.LogoSha256) = (city?.Name ?? CitySettings.NotNamed, city?.LogoSha256);
            (version.Contact, version.OfficerName, version.OfficerContact) = (city?.Contact.Contact, city?.Contact.OfficerName, city?.Contact.OfficerContact);
        }
        foreach (var entry in changed)
        {
            if (entry.State is EntityState.Added or EntityState.Modified)
                Stamp(entry, actor);
            db.AuditEvents.Add(Describe(entry, actor, reason, verb));
        }
        await new CreateNotices(db, actor, cancellationToken).Tell(changed);
        return await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Writes an event about something that changed no row: a download, an export, a sign-in.</summary>
    /// <param name="after">What came of it, as a JSON object.</param>
    public static Task<int> RecordAsync(this PiaDbContext db, Actor actor, string verb, string subject, Guid subjectId, Guid? ownerId, CancellationToken cancellationToken, string? reason = null, string? after = null, string? before = null)
    {
        db.AuditEvents.Add(new()
        {
            Id = Guid.CreateVersion7(actor.At),
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
            Verb = verb,
            Subject = subject,
            SubjectId = subjectId,
            OwnerId = ownerId,
            Reason = reason,
            Before = before,
            After = after,
            RequestId = actor.RequestId,
        });
        return db.SaveChangesAsync(cancellationToken);
    }

    private static void Stamp(EntityEntry entry, Actor actor)
    {
        if (entry.Metadata.FindProperty(nameof(IRow.ChangedAt)) is not null)
        {
            entry.Property(nameof(IRow.ChangedAt)).CurrentValue = actor.At;
            entry.Property(nameof(IRow.ChangedById)).CurrentValue = actor.AccountId;
        }
    }

    /// <summary>Whatever opened it again, a review or an officer: it is no change of the content.</summary>
    private static bool IsReopened(EntityEntry entry) =>
        entry.Entity is Assessment { Status: AssessmentStatus.Draft, WithdrawnAt: null } && entry.Property(nameof(Assessment.Status)) is { IsModified: true, OriginalValue: not AssessmentStatus.Draft };

    private static AuditEvent Describe(EntityEntry entry, Actor actor, string? reason, string verb)
    {
        var changed = entry.Properties.Concat(entry.ComplexProperties.SelectMany(c => c.Properties)).Where(p => IsContent(p.Metadata) && !IsInternal(entry, p.Metadata) && entry.State switch
        {
            EntityState.Modified => p.IsModified,
            _ => true,
        }).ToList();
        return new()
        {
            Id = Guid.CreateVersion7(actor.At),
            At = actor.At,
            AccountId = actor.AccountId,
            AccountName = actor.Name,
            Verb = entry.State switch { EntityState.Added => verb == AuditVerbs.Undone ? verb : AuditVerbs.Added, EntityState.Deleted => AuditVerbs.Removed, _ => IsReopened(entry) ? AuditVerbs.Reopened : verb },
            Subject = entry.Metadata.ShortName(),
            SubjectId = PiaDbContext.IdOf(entry),
            OwnerId = entry.Entity switch
            {
                IRow row => row.OwnerId,
                IReviewRecord record => record.OwnerId,
                Assessment assessment => assessment.Id,
                AssessmentVersion version => version.AssessmentId,
                Participant participant => participant.OwnerId,
                Release release => release.OwnerId,
                _ => null,
            },
            Reason = reason,
            Before = entry.State == EntityState.Added ? null : Json(changed, p => p.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(changed, p => p.CurrentValue),
            RequestId = actor.RequestId,
        };
    }

    /// <summary>The trail can be exported and is for ever; an internal note is in no export, and what people ask goes after a period.</summary>
    private static bool IsInternal(EntityEntry entry, Microsoft.EntityFrameworkCore.Metadata.IReadOnlyProperty property) => entry.Entity switch
    {
        InternalNote => property.Name == nameof(InternalNote.Text),
        PublicQuestion => !PublicQuestion.OnTheTrail.Contains(property.Name),
        _ => false,
    };

    /// <summary>What an event says of a row.</summary>
    public static bool IsContent(Microsoft.EntityFrameworkCore.Metadata.IReadOnlyProperty property) =>
        property.Name is not ("Id" or nameof(IRow.Version) or nameof(IRow.ChangedAt) or nameof(IRow.ChangedById) or nameof(AssessmentVersion.Json) or nameof(Domain.Register.Publication.Told) or "Vector" or nameof(Organisation.NameKey) or nameof(Assessment.Unseen));

    private static string Json(IEnumerable<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(properties.Where(p => value(p) is not null).ToDictionary(
            p => JsonNamingPolicy.CamelCase.ConvertName(p.Metadata.Name),
            p => value(p) is Enum e ? e.ToString() : value(p),
            StringComparer.Ordinal));
}
