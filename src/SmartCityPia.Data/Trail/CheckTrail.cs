using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Trail;

/// <summary>What somebody keeps outside of the database to notice later that the chain was rewritten or cut.</summary>
/// <param name="Sequence">The newest link when it was taken.</param>
/// <param name="Hash">That link's hash, 64 lower-case hexadecimal digits.</param>
/// <param name="At">When it was taken.</param>
public sealed record TrailAnchor(
    [property: JsonRequired] long Sequence, [property: JsonRequired] string Hash, [property: JsonRequired] DateTimeOffset At)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <returns>Null where the text is no anchor.</returns>
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

/// <summary>How a chain can be broken.</summary>
public enum TrailFault
{
    /// <summary>A link is not there.</summary>
    LinkMissing,

    /// <summary>A link does not carry its predecessor's hash.</summary>
    PredecessorDiffers,

    /// <summary>The event of a link is not there.</summary>
    EventMissing,

    /// <summary>Name, reason, before or after are not what was hashed.</summary>
    DetailsChanged,

    /// <summary>They are gone, and no event says that they were erased.</summary>
    DetailsGone,

    /// <summary>Another field, or the link itself, is not what was hashed.</summary>
    EventChanged,

    /// <summary>An event stands outside of the chain.</summary>
    NotChained,

    /// <summary>The link is whole, but it is not the one of the anchor: everything up to it may have been rewritten.</summary>
    AnchorDiffers,

    /// <summary>The chain ends before the anchor.</summary>
    Cut,

    /// <summary>The chain is whole, but the version that this event froze is gone or is another text now.</summary>
    VersionChanged,
}

/// <param name="Events">Links read until the end or the fault.</param>
/// <param name="Erased">How many of them have no personal part any more.</param>
/// <param name="Head">The last link that is whole; null for an empty chain.</param>
/// <param name="FaultAt">The sequence of the first fault, or of the event that froze a version which is another now.</param>
public sealed record TrailResult(long Events, long Erased, TrailAnchor? Head, TrailFault? Fault, long? FaultAt);

/// <summary>
/// Reads the whole chain once, in order, in constant memory, and computes every hash anew; then those of the frozen
/// versions, which its events state.
/// </summary>
public sealed class CheckTrail(PiaDbContext db, TimeProvider clock)
{
    /// <param name="progress">Told the number of links read, now and then.</param>
    public async Task<TrailResult> Handle(TrailAnchor? anchor, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var erasedBefore = await ErasedBefore(cancellationToken);
        var (expected, erased, previous) = (1L, 0L, AuditChain.Beginning);
        TrailResult Result(TrailFault? fault = null) => new(
            expected - 1, erased, expected == 1 ? null : new(expected - 1, Convert.ToHexStringLower(previous), clock.GetUtcNow()), fault, fault is null ? null : expected);

        // One statement is one snapshot: people go on writing meanwhile.
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
        return await ChangedVersion(cancellationToken) is { } frozenAt ? Result() with { Fault = TrailFault.VersionChanged, FaultAt = frozenAt } : Result();

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

    /// <returns>The sequence of the first event that froze a version which is not what it froze.</returns>
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
            // Once its personal part is erased, the event states no hash any more.
            if (next.Version is not { IsWhole: true } version || (next.After is { } after && Text(after, "sha256") is { } stated && stated != version.Sha256))
                return next.Sequence;
        }
        return null;
    }

    /// <summary>
    /// Up to when events may lack their personal part, as the events about erasing say. Those are in the chain themselves, but
    /// whoever writes to the database can add one: more than the database allows, a year before its own time, it covers not.
    /// </summary>
    private async Task<DateTimeOffset> ErasedBefore(CancellationToken cancellationToken)
    {
        // The database's clock and ours may differ a little.
        var (until, tomorrow) = (DateTimeOffset.MinValue, clock.GetUtcNow().AddDays(1));
        await foreach (var e in db.AuditEvents.Where(e => e.Verb == AuditVerbs.Erased && e.After != null).Select(e => new { e.At, e.After }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (DateTimeOffset.TryParse(Text(e.After!, "olderThan"), CultureInfo.InvariantCulture, out var olderThan)
                && e.At < tomorrow && olderThan <= e.At.AddYears(-1) && olderThan > until)
                until = olderThan;
        }
        return until;
    }

    /// <summary>A value of what an event says came of it. Null where somebody spoiled it; the chain says so where it comes to that event.</summary>
    private static string? Text(string after, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(after);
            return json.RootElement is { ValueKind: JsonValueKind.Object } values && values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
