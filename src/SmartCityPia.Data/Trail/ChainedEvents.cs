using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Trail;

/// <summary>What the chain says of a version and its files. A row beside the chain, whoever wrote it, proves nothing.</summary>
public sealed class ChainedEvents(PiaDbContext db)
{
    /// <summary>A chained event says that the version was frozen, with this text.</summary>
    public async Task<bool> Froze(AssessmentVersion version, CancellationToken cancellationToken) =>
        version.IsWhole && await Any(Of(version.Id, AuditVerbs.Added), e => States(e, version.Sha256), cancellationToken);

    /// <summary>A chained event says that the decision was frozen, with this text.</summary>
    public async Task<bool> Froze(DecisionRecord record, CancellationToken cancellationToken) =>
        record.IsWhole && await Any(Of(record.Id, AuditVerbs.Added, nameof(DecisionRecord)), e => States(e, record.Sha256), cancellationToken);

    /// <summary>A chained event says that a file with this hash was handed out.</summary>
    public Task<bool> HandedOut(Guid versionId, string sha256, CancellationToken cancellationToken) =>
        Any(Of(versionId, AuditVerbs.Downloaded).Where(e => e.After != null && e.After.Contains(sha256)), e => States(e, sha256), cancellationToken);

    /// <summary>A chained event whose hash is erased says that some file of the version was handed out in this second.</summary>
    public Task<bool> HandedOutAt(Guid versionId, DateTimeOffset second, CancellationToken cancellationToken) =>
        Any(Of(versionId, AuditVerbs.Downloaded).Where(e => e.Salt == null && e.At >= second && e.At < second.AddSeconds(1)), _ => true, cancellationToken);

    private IQueryable<AuditEvent> Of(Guid id, string verb, string subject = nameof(AssessmentVersion)) =>
        db.AuditEvents.AsNoTracking().Where(e => e.SubjectId == id && e.Subject == subject && e.Verb == verb);

    private async Task<bool> Any(IQueryable<AuditEvent> events, Func<AuditEvent, bool> says, CancellationToken cancellationToken)
    {
        var linked = from e in events
                     join link in db.AuditLinks on e.Id equals link.EventId
                     select new
                     {
                         Event = e,
                         Link = link,
                         Before = db.AuditLinks.Where(l => l.Sequence == link.Sequence - 1).Select(l => l.Hash).FirstOrDefault(),
                         After = db.AuditLinks.Where(l => l.Sequence == link.Sequence + 1).Select(l => l.Previous).FirstOrDefault(),
                     };
        return (await linked.AsNoTracking().ToListAsync(cancellationToken)).Exists(found => says(found.Event) && Fits(found.Event, found.Link, found.Before, found.After));
    }

    private static bool Fits(AuditEvent e, AuditLink link, byte[]? before, byte[]? after) =>
        (e.Salt is null || AuditChain.Details(e).AsSpan().SequenceEqual(link.Details))
        && AuditChain.Hash(link.Sequence, link.Previous, link.Details, e).AsSpan().SequenceEqual(link.Hash)
        && (link.Sequence == 1 ? AuditChain.Beginning : before ?? []).AsSpan().SequenceEqual(link.Previous)
        && (after is null || after.AsSpan().SequenceEqual(link.Hash));

    /// <summary>Of an event whose values were erased, it can't be said otherwise.</summary>
    private static bool States(AuditEvent e, string sha256) => e.Salt is null || (e.After is { } after && TextOf(after, "sha256") == sha256);

    /// <summary>A value in an event's JSON; null if it has been tampered with. The chain reports the event itself.</summary>
    internal static string? TextOf(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } values && values.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
