using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Trail;

/// <summary>Kept outside of the database to detect later that the chain was rewritten or cut.</summary>
/// <param name="Sequence">The newest link at that time.</param>
/// <param name="Hash">The link's hash, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When the anchor was created.</param>
public sealed record TrailAnchor(
    [property: JsonRequired] long Sequence, [property: JsonRequired] string Hash, [property: JsonRequired] DateTimeOffset At)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <returns>Null if the text is not an anchor.</returns>
    public static TrailAnchor? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<TrailAnchor>(json, JsonSerializerOptions.Web) is { Sequence: > 0, Hash: { Length: 64 } hash } anchor && hash.All(char.IsAsciiHexDigitLower)
                ? anchor : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The kinds of faults in a chain.</summary>
public enum TrailFault
{
    /// <summary>A link is missing.</summary>
    LinkMissing,

    /// <summary>A link doesn't have its predecessor's hash.</summary>
    PredecessorDiffers,

    /// <summary>The event of a link is missing.</summary>
    EventMissing,

    /// <summary>Name, reason, before or after differ from the hashed ones.</summary>
    DetailsChanged,

    /// <summary>They are missing, and no event says that they were erased.</summary>
    DetailsGone,

    /// <summary>Another field, or the link itself, differs from the hashed one.</summary>
    EventChanged,

    /// <summary>An event is not in the chain.</summary>
    NotChained,

    /// <summary>The link is valid but differs from the anchor: everything up to it may have been rewritten.</summary>
    AnchorDiffers,

    /// <summary>The chain ends before the anchor.</summary>
    Cut,

    /// <summary>The chain is valid, but the version that this event froze is missing or has been changed.</summary>
    VersionChanged,

    /// <summary>The chain is valid, but a file is listed as handed out that no event tells of.</summary>
    FileForged,

    /// <summary>The chain is valid, but a review, decision, comment or another record is not what the events say of it.</summary>
    RecordChanged,
}

/// <param name="Events">Links read until the end or the fault.</param>
/// <param name="Erased">How many of them have no personal part any more.</param>
/// <param name="Head">The last valid link; null for an empty chain.</param>
/// <param name="FaultAt">
/// The sequence of the first fault, of the event that froze a changed version, or of the last event of a changed record; null if no event
/// tells of it.
/// </param>
/// <param name="Record">The record that differs from its events: its kind and id.</param>
public sealed record TrailResult(long Events, long Erased, TrailAnchor? Head, TrailFault? Fault, long? FaultAt, string? Record = null);

/// <summary>
/// Reads the whole chain once, in order and in constant memory, and recomputes every hash; then compares the frozen versions, the files
/// handed out and the records of reviews with what the events say of them.
/// </summary>
public sealed class CheckTrail(PiaDbContext db, TimeProvider clock)
{
    /// <param name="progress">Gets the number of links read.</param>
    public async Task<TrailResult> Handle(TrailAnchor? anchor, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // One snapshot, so that concurrent writes don't matter.
        await using var snapshot = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var erasedBefore = await ErasedBefore(cancellationToken);
        var (expected, erased, previous) = (1L, 0L, AuditChain.Beginning);
        TrailResult Result(TrailFault? fault = null) => new(
            expected - 1, erased, expected == 1 ? null : new(expected - 1, Convert.ToHexStringLower(previous), clock.GetUtcNow()), fault, fault is null ? null : expected);

        var chain = from link in db.AuditLinks
                    join one in db.AuditEvents on link.EventId equals one.Id into found
                    from e in found.DefaultIfEmpty()
                    orderby link.Sequence
                    select new { Link = link, Event = (AuditEvent?)e };
        await foreach (var next in chain.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (FaultOf(next.Link, next.Event) is { } fault)
                return Result(fault);
            if (next.Event!.Salt is null)
                erased++;
            previous = next.Link.Hash;
            if (++expected % 1000 == 0)
                progress?.Report(expected);
        }
        if (anchor is not null && anchor.Sequence >= expected)
            return Result(TrailFault.Cut);
        if (await db.AuditEvents.AnyAsync(e => !db.AuditLinks.Any(l => l.EventId == e.Id), cancellationToken))
            return Result(TrailFault.NotChained);
        if (await ChangedVersion(cancellationToken) is { } frozenAt)
            return Result() with { Fault = TrailFault.VersionChanged, FaultAt = frozenAt };
        var records = new CheckRecords(db);
        return await records.ForgedFile(cancellationToken) is { } file ? Of(TrailFault.FileForged, file)
            : await records.Find(cancellationToken) is { } changed ? Of(TrailFault.RecordChanged, changed) : Result();

        TrailResult Of(TrailFault fault, ChangedRecord record) => Result() with { Fault = fault, FaultAt = record.Sequence, Record = $"{record.Subject} {record.Id}" };

        TrailFault? FaultOf(AuditLink link, AuditEvent? e) =>
            link.Sequence != expected ? TrailFault.LinkMissing
            : !link.Previous.AsSpan().SequenceEqual(previous) ? TrailFault.PredecessorDiffers
            : e is null ? TrailFault.EventMissing
            : e.Salt is null && e.At >= erasedBefore ? TrailFault.DetailsGone
            : e.Salt is null ? (e is { AccountName: "", Reason: null, Before: null, After: null } ? HashFault(link, e) : TrailFault.DetailsChanged)
            : !AuditChain.Details(e).AsSpan().SequenceEqual(link.Details) ? TrailFault.DetailsChanged
            : HashFault(link, e);

        TrailFault? HashFault(AuditLink link, AuditEvent e) =>
            !AuditChain.Hash(link.Sequence, link.Previous, link.Details, e).AsSpan().SequenceEqual(link.Hash) ? TrailFault.EventChanged
            : link.Sequence == anchor?.Sequence && Convert.ToHexStringLower(link.Hash) != anchor.Hash ? TrailFault.AnchorDiffers
            : null;
    }

    /// <returns>The sequence of the first event whose frozen version has been changed.</returns>
    private async Task<long?> ChangedVersion(CancellationToken cancellationToken)
    {
        var frozen = from e in db.AuditEvents.Where(e => e.Subject == nameof(AssessmentVersion) && e.Verb == AuditVerbs.Added)
                     join link in db.AuditLinks on e.Id equals link.EventId
                     join one in db.AssessmentVersions on e.SubjectId equals one.Id into found
                     from version in found.DefaultIfEmpty()
                     orderby link.Sequence
                     select new { link.Sequence, e.After, Version = (AssessmentVersion?)version };
        await foreach (var next in frozen.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // After erasure the event no longer states the hash.
            if (next.Version is not { IsWhole: true } version || (next.After is { } after && ChainedEvents.TextOf(after, "sha256") is { } stated && stated != version.Sha256))
                return next.Sequence;
        }
        return null;
    }

    /// <summary>
    /// Time up to which events may lack their personal part, according to the erasure events. These are in the chain too, but an attacker
    /// with write access can add one. One that claims more than the database would erase, up to a year before its own time, is ignored.
    /// </summary>
    private async Task<DateTimeOffset> ErasedBefore(CancellationToken cancellationToken)
    {
        // The database's clock and ours may differ slightly.
        var (until, tomorrow) = (DateTimeOffset.MinValue, clock.GetUtcNow().AddDays(1));
        await foreach (var e in db.AuditEvents.Where(e => e.Verb == AuditVerbs.Erased && e.After != null).Select(e => new { e.At, e.After }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (DateTimeOffset.TryParse(ChainedEvents.TextOf(e.After!, "olderThan"), CultureInfo.InvariantCulture, out var olderThan)
                && e.At < tomorrow && olderThan <= e.At.AddYears(-1) && olderThan > until)
                until = olderThan;
        }
        return until;
    }
}
