using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>A finding to be decided, and the decision the person saw beside it.</summary>
/// <param name="Version">Of the decision seen; null where none was there.</param>
public sealed record SeenFinding(Finding Finding, uint? Version);

/// <summary>What somebody else decided meanwhile.</summary>
/// <param name="Now">Null where they took the decision away.</param>
/// <param name="ChangedBy">Their name; empty where the decision is gone.</param>
public sealed record DecidedMeanwhile(FindingDisposition? Now, string ChangedBy);

/// <summary>
/// Writes one decision for several findings. All or nothing: where one is in dispute none is saved, so that "the same
/// for these" means just these.
/// </summary>
public sealed class DecideFindings(PiaDbContext db)
{
    /// <param name="findings">Of the assessment, as analysed in this request; each is decided on the proof it has now.</param>
    /// <returns>Disputed, by finding key, where somebody else decided some of them otherwise.</returns>
    public Task<Outcome> Handle(
        Dossier dossier, Assessment assessment, IReadOnlyList<SeenFinding> findings, FindingDispositionDetails details, Actor actor, CancellationToken cancellationToken) =>
        db.Try(() => Write(dossier, assessment, findings, details, actor, cancellationToken));

    private async Task<Outcome> Write(
        Dossier dossier, Assessment assessment, IReadOnlyList<SeenFinding> findings, FindingDispositionDetails details, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await assessment.Touch(db, actor, cancellationToken))
            return new Outcome.Closed();
        // Read after the touch: it holds the assessment's row lock, so these are the last word until the commit.
        var keys = findings.Select(f => f.Finding.Key).ToList();
        var stored = await db.FindingDispositions.Where(d => d.OwnerId == assessment.Id && keys.Contains(d.FindingKey))
            .ToDictionaryAsync(d => d.FindingKey, StringComparer.Ordinal, cancellationToken);

        var disputed = findings.Where(f => IsDisputed(f, stored.GetValueOrDefault(f.Finding.Key), details)).Select(f => f.Finding.Key).ToList();
        if (disputed.Count > 0)
            return new Outcome.Disputed<IReadOnlyDictionary<string, DecidedMeanwhile>>(await Meanwhile(disputed, stored, cancellationToken));

        foreach (var finding in findings.Select(f => f.Finding))
        {
            if (!stored.TryGetValue(finding.Key, out var row))
                row = new() { Id = DerivedId.Of(assessment.Id, finding.Key), OwnerId = assessment.Id, FindingKey = finding.Key, ProofHash = finding.ProofHash };
            if (details.Check(dossier, row).ToList() is { Count: > 0 } errors)
                return new Outcome.Invalid(errors);
            if (!stored.ContainsKey(finding.Key))
                db.Add(row);
            db.Entry(row).CurrentValues.SetValues(details);
            // Each row has a list of its own: a later change of one must not be a change of all.
            row.Controls = [.. details.Controls];
            row.ProofHash = finding.ProofHash;
        }
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    }

    /// <summary>Changed since it was seen, and not to what is wanted now: a form posted twice is no dispute.</summary>
    private static bool IsDisputed(SeenFinding seen, FindingDisposition? stored, FindingDispositionDetails details) =>
        stored?.Version != seen.Version
        && !(stored is not null && stored.ProofHash == seen.Finding.ProofHash && stored.Disposition == details.Disposition
            && stored.Reason == details.Reason && stored.Controls.SequenceEqual(details.Controls, StringComparer.Ordinal));

    private async Task<Dictionary<string, DecidedMeanwhile>> Meanwhile(List<string> disputed, Dictionary<string, FindingDisposition> stored, CancellationToken cancellationToken)
    {
        var changedBy = disputed.Where(stored.ContainsKey).Select(key => stored[key].ChangedById).ToHashSet();
        var names = await db.Users.Where(u => changedBy.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.DisplayName, cancellationToken);
        return disputed.ToDictionary(
            key => key,
            key => stored.TryGetValue(key, out var row) ? new DecidedMeanwhile(row, names.GetValueOrDefault(row.ChangedById, "")) : new(null, ""),
            StringComparer.Ordinal);
    }
}
