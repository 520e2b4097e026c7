using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Register;

/// <summary>An entry without its text.</summary>
public sealed record PublicationLine(Guid Id, string Slug, int Number, int VersionNumber, DateTimeOffset PublishedAt, string PublishedBy);

/// <param name="Reason">As everybody reads it.</param>
public sealed record WithdrawalLine(string Reason, DateTimeOffset At);

/// <summary>What an entry of the register would be made of today, and what has been published so far.</summary>
/// <param name="Marked">What a vendor calls confidential: its reason by <see cref="PublicField.Key"/>.</param>
/// <param name="Published">The newest first.</param>
/// <param name="Withdrawal">Of the newest entry.</param>
public sealed record EntryInHand(PublicRecord Record, DecisionRecord Decision, IReadOnlyList<Redaction> Redactions, IReadOnlyDictionary<string, string> Marked,
    IReadOnlyList<PublicationLine> Published, WithdrawalLine? Withdrawal)
{
    public IReadOnlyDictionary<string, RedactionReason> HeldBack { get; } = Redactions.Where(r => r.Reason is not null).ToDictionary(r => r.Key, r => r.Reason!.Value, StringComparer.Ordinal);

    /// <summary>Keys that a vendor calls confidential and nobody has decided about yet.</summary>
    public IEnumerable<string> Undecided => Marked.Keys.Except(Redactions.Select(r => r.Key), StringComparer.Ordinal);

    /// <summary>Differs once somebody decides otherwise about a field, or publishes: two who act at once do not act on different texts.</summary>
    public string Seen => CanonicalJson.Sha256(string.Join('\n', [Record.Root, .. Redactions.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key} {r.Reason}"), .. Published.Select(p => p.Id.ToString())]));

    /// <summary>Names of rows that are held back and stand in fields that are told.</summary>
    public IEnumerable<(string Name, IReadOnlyList<PublicField> Told)> StillNamed() =>
        from hidden in Record.Fields
        where hidden.Name is not null && HeldBack.ContainsKey(hidden.Key)
        let told = Record.Fields.Where(f => !(RegisterEntry.MayBeHeldBack(f) && HeldBack.ContainsKey(f.Key)) && f.Text.Contains(hidden.Name!, StringComparison.OrdinalIgnoreCase)).ToList()
        where told.Count > 0
        select (hidden.Name!, (IReadOnlyList<PublicField>)told);

    public bool IsPublished => Published.Count > 0 && Withdrawal is null;
}

public static class EntriesInHand
{
    /// <returns>Null where no version is approved: only what was decided is published.</returns>
    public static async Task<EntryInHand?> EntryInHand(this PiaDbContext db, Assessment assessment, CancellationToken cancellationToken)
    {
        var found = await (
            from review in db.Reviews
            where review.OwnerId == assessment.Id && (review.State == ReviewState.Approved || review.State == ReviewState.ApprovedWithConditions)
            join decision in db.DecisionRecords on review.Id equals decision.ReviewId
            join record in db.PublicRecords on decision.Id equals record.DecisionId
            orderby review.VersionNumber descending
            select new { record, decision }).AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        if (found is null)
            return null;
        var parts = await db.PartsOf(assessment, found.record.VersionNumber).ToListAsync(cancellationToken);
        List<PublicationLine> published = [.. parts.Where(p => p.Kind == PartKind.Publication).OrderByDescending(p => p.Number).Select(p => new PublicationLine(p.Id, p.Text, p.Number, p.VersionNumber, p.At!.Value, p.Detail))];
        var withdrawn = parts.Where(p => p.Kind == PartKind.Withdrawal && published.Count > 0 && p.Number >= published[0].Number).MinBy(p => p.At);
        return new(found.record, found.decision,
            [.. parts.Where(p => p.Kind == PartKind.Redaction).Select(p => new Redaction { Id = p.Id, OwnerId = assessment.Id, VersionNumber = found.record.VersionNumber, Key = p.Text, Reason = p.Reason })],
            Marked(assessment, found.record.Fields, parts.Where(p => p.Kind == PartKind.Mark).OrderBy(p => p.Id)), published,
            withdrawn is null ? null : new(withdrawn.Text, withdrawn.At!.Value));
    }

    private enum PartKind { Redaction, Publication, Withdrawal, Mark }

    /// <param name="Detail">Who published, or the field that is marked.</param>
    private sealed record Part(PartKind Kind, Guid Id, string Text, RedactionReason? Reason, int Number, int VersionNumber, DateTimeOffset? At, string Detail, Guid RowId, Guid Description);

    /// <summary>All that hangs on the entry, in one query. Ids that a kind lacks are some id: PostgreSQL takes a constant in their place for a text.</summary>
    private static IQueryable<Part> PartsOf(this PiaDbContext db, Assessment assessment, int version)
    {
        var redactions = db.Redactions.Where(r => r.OwnerId == assessment.Id && r.VersionNumber == version)
            .Select(r => new { Kind = PartKind.Redaction, r.Id, Text = r.Key, r.Reason, Number = 0, VersionNumber = 0, At = (DateTimeOffset?)null, Detail = "", RowId = r.OwnerId, Description = r.OwnerId });
        var published = db.Publications.Where(p => p.ServiceId == assessment.ServiceId)
            .Select(p => new { Kind = PartKind.Publication, p.Id, Text = p.Slug, Reason = (RedactionReason?)null, p.Number, p.VersionNumber, At = (DateTimeOffset?)p.PublishedAt, Detail = p.PublishedBy, RowId = p.OwnerId, Description = p.OwnerId });
        var withdrawn = db.PublicationWithdrawals.Where(w => w.ServiceId == assessment.ServiceId)
            .Select(w => new { Kind = PartKind.Withdrawal, w.Id, Text = w.Reason, Reason = (RedactionReason?)null, Number = w.UpTo, VersionNumber = 0, At = (DateTimeOffset?)w.At, Detail = "", RowId = w.OwnerId, Description = w.OwnerId });
        var marks = from mark in db.ConfidentialFields
                    join submission in db.Assessments on mark.OwnerId equals submission.Id
                    where db.DescriptionRequests.Any(r => r.OwnerId == submission.Id && db.Assessments.Any(t => t.Id == r.TargetId && t.ServiceId == assessment.ServiceId))
                    select new { Kind = PartKind.Mark, mark.Id, Text = mark.Reason, Reason = (RedactionReason?)null, Number = 0, VersionNumber = 0, At = (DateTimeOffset?)null, Detail = mark.Field!, mark.RowId, Description = submission.DescriptionId };
        return redactions.Concat(published).Concat(withdrawn).Concat(marks).Select(p => new Part(p.Kind, p.Id, p.Text, p.Reason, p.Number, p.VersionNumber, p.At, p.Detail, p.RowId, p.Description));
    }

    /// <summary>A mark stands on the vendor's row; the city's is a copy of it, or the vendor's a copy of the city's.</summary>
    private static Dictionary<string, string> Marked(Assessment assessment, IReadOnlyList<PublicField> fields, IEnumerable<Part> marks)
    {
        var marked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mark in marks)
        {
            foreach (var field in fields.Where(f => mark.RowId == mark.Description ? string.Equals(f.Key, $"service.{mark.Detail}", StringComparison.OrdinalIgnoreCase)
                : f.RowId() is { } row && (row == mark.RowId || mark.RowId == DerivedId.Copy(row, mark.Description) || row == DerivedId.Copy(mark.RowId, assessment.DescriptionId))).Where(RegisterEntry.MayBeHeldBack))
                marked.TryAdd(field.Key, mark.Text);
        }
        return marked;
    }
}
