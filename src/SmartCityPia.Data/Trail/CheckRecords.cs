using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Data.Trail;

/// <summary>A row that differs from what the events say of it.</summary>
/// <param name="Sequence">The last event of it; null if no event tells of it.</param>
internal sealed record ChangedRecord(string Subject, Guid Id, long? Sequence);

/// <summary>
/// Compares versions, reviews, decisions, comments and the other records of what somebody said or signed with their events: what is
/// stored now must be what the events add up to. Values whose events were erased can't be compared.
/// </summary>
internal sealed class CheckRecords(PiaDbContext db)
{
    /// <summary>Verbs of events that change nothing.</summary>
    private static readonly string[] Looks = [AuditVerbs.Opened, AuditVerbs.Searched, AuditVerbs.Exported, AuditVerbs.Downloaded, AuditVerbs.Refused, AuditVerbs.FileVerified];

    public async Task<ChangedRecord?> Find(CancellationToken cancellationToken) =>
        await Of<AssessmentVersion>(cancellationToken)
        ?? await Of<Review>(cancellationToken)
        ?? await Of<ReviewEvent>(cancellationToken)
        ?? await Of<ReviewCondition>(cancellationToken)
        ?? await Of<ConditionClosure>(cancellationToken)
        ?? await Of<DecisionRecord>(cancellationToken)
        ?? await Of<StepVerdict>(cancellationToken)
        ?? await Of<TriggerAnswer>(cancellationToken)
        ?? await Of<CommentThread>(cancellationToken)
        ?? await Of<Comment>(cancellationToken)
        ?? await Of<Incident>(cancellationToken)
        ?? await Of<AuditNote>(cancellationToken)
        ?? await Of<FindingDisposition>(cancellationToken)
        ?? await Of<EvidenceVersion>(cancellationToken);

    /// <summary>A file that is listed as handed out, while no event of its version says so.</summary>
    public async Task<ChangedRecord?> ForgedFile(CancellationToken cancellationToken)
    {
        // Of an erased event the time is left.
        var forged = await db.ReportFiles.AsNoTracking().Where(f => !db.AuditEvents.Any(e => e.SubjectId == f.VersionId && e.Verb == AuditVerbs.Downloaded
            && (e.After == "{\"sha256\":\"" + f.Sha256 + "\"}" || (e.Salt == null && e.At == f.ProducedAt)))).OrderBy(f => f.Sha256).FirstOrDefaultAsync(cancellationToken);
        return forged is null ? null : new(nameof(ReportFile), forged.VersionId, null);
    }

    private sealed class Told
    {
        public Dictionary<string, JsonElement?> Values { get; } = new(StringComparer.Ordinal);

        public bool IsRemoved { get; set; }

        /// <summary>Some values were erased.</summary>
        public bool InPart { get; set; }

        public long Sequence { get; set; }
    }

    private async Task<ChangedRecord?> Of<TRow>(CancellationToken cancellationToken) where TRow : class
    {
        var type = db.Model.FindEntityType(typeof(TRow))!;
        var subject = type.ShortName();
        var told = await Read(subject, cancellationToken);
        var fields = type.GetProperties().Where(p => !p.IsShadowProperty() && AuditedSave.IsContent(p)).Select(p => (Name: JsonNamingPolicy.CamelCase.ConvertName(p.Name), Get: p.GetGetter())).ToList();
        var id = type.FindProperty("Id")!.GetGetter();
        await foreach (var row in db.Set<TRow>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var key = (Guid)id.GetClrValue(row)!;
            if (!told.Remove(key, out var known) || known.IsRemoved)
                return new(subject, key, known?.Sequence);
            // The event has the hash of a decision's text, not the text.
            if (row is DecisionRecord { IsWhole: false } || fields.Exists(field => !Same(field.Get.GetClrValue(row), field.Name, known)))
                return new(subject, key, known.Sequence);
        }
        // A file goes with the evidence that it belonged to, which has an event of its own.
        var gone = typeof(TRow) == typeof(EvidenceVersion) ? default : told.FirstOrDefault(t => !t.Value.IsRemoved);
        return gone.Value is null ? null : new(subject, gone.Key, gone.Value.Sequence);
    }

    /// <summary>What the events of a kind of row add up to.</summary>
    private async Task<Dictionary<Guid, Told>> Read(string subject, CancellationToken cancellationToken)
    {
        var all = new Dictionary<Guid, Told>();
        var events = from e in db.AuditEvents.Where(e => e.Subject == subject && !Looks.Contains(e.Verb))
                     join link in db.AuditLinks on e.Id equals link.EventId
                     orderby link.Sequence
                     select new { link.Sequence, e.SubjectId, e.Verb, e.Before, e.After, e.Salt };
        await foreach (var e in events.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!all.TryGetValue(e.SubjectId, out var told))
                all[e.SubjectId] = told = new();
            (told.Sequence, told.IsRemoved) = (e.Sequence, e.Verb == AuditVerbs.Removed);
            if (e.Salt is null)
            {
                told.Values.Clear();
                told.InPart = true;
                continue;
            }
            if (e.Verb == AuditVerbs.Added)
            {
                told.Values.Clear();
                told.InPart = false;
            }
            // What became empty is named before and not after.
            foreach (var (name, _) in Values(e.Before))
                told.Values[name] = null;
            foreach (var (name, value) in Values(e.After))
                told.Values[name] = value;
        }
        return all;
    }

    private static IEnumerable<(string Name, JsonElement Value)> Values(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.Clone()))];
    }

    private static bool Same(object? stored, string name, Told told)
    {
        if (!told.Values.TryGetValue(name, out var value))
            return told.InPart || stored is null;
        if (stored is null || value is not { } said)
            return stored is null && value is null;
        // The database keeps microseconds.
        if (stored is DateTimeOffset at)
            return said.TryGetDateTimeOffset(out var then) && (at - then).Duration() < TimeSpan.FromMicroseconds(2);
        return JsonElement.DeepEquals(said, JsonSerializer.SerializeToElement(stored is Enum ? stored.ToString() : stored));
    }
}
