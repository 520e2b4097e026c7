using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Reviews;

/// <summary>Why an approved assessment is due for review again.</summary>
public enum TriggerKind { Date, Description, CityFindings, Incident }

/// <summary>One event since the approval.</summary>
/// <param name="Key">Identifies the event. An answer covers the keys it lists, not later events.</param>
/// <param name="Name">Display text: the day, the row, the finding or the incident.</param>
/// <param name="Row">Null if the event is not about a row.</param>
public sealed record TriggerItem(string Key, string Name, RowPointer? Row = null);

/// <summary>A reason for another review, with the events behind it.</summary>
public sealed record ReviewTrigger(TriggerKind Kind, IReadOnlyList<TriggerItem> Items)
{
    /// <summary>A hash of the keys. It is posted with an answer to detect that events were added since the page was loaded.</summary>
    public string Seen => CanonicalJson.Sha256(string.Join('\n', Items.Select(i => i.Key)))[..16];
}

/// <summary>An officer's statement that a trigger was examined and needs no new assessment. It can't be edited.</summary>
public sealed class TriggerAnswer : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    public required TriggerKind Kind { get; init; }

    /// <summary>The keys of the examined events.</summary>
    public required List<string> Keys { get; init; }

    [MaxLength(Limits.Text)]
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }
}

/// <summary>
/// Computes why an approved assessment is due for review again. Pure: its inputs are the approved version, the live rows, the records and
/// the day.
/// </summary>
public static class ReviewTriggers
{
    /// <param name="dueOn">The day set by the decision, or the end of the usual interval.</param>
    /// <param name="answers">The answers of this review.</param>
    /// <param name="live">Null if the live rows weren't read; they are then not compared.</param>
    /// <returns>The triggers with unanswered events, ordered by kind.</returns>
    public static IReadOnlyList<ReviewTrigger> Of(DateOnly dueOn, DateTimeOffset approvedAt, Dossier? approved, Dossier? live,
        IEnumerable<Incident> incidents, IReadOnlyList<TriggerAnswer> answers, ReviewPeriods intervals, int highResidualRisks, DateOnly today)
    {
        var answered = answers.SelectMany(a => a.Keys.Select(key => (a.Kind, key))).ToHashSet();
        // An answer to the date trigger restarts the interval.
        if (answers.Where(a => a.Kind == TriggerKind.Date).MaxBy(a => a.At) is { } looked)
            dueOn = intervals.DueOn(looked.At.Day(), highResidualRisks);
        IEnumerable<(TriggerKind Kind, TriggerItem Item)> all =
        [
            .. dueOn <= today ? [(TriggerKind.Date, new TriggerItem(dueOn.ToString("O", CultureInfo.InvariantCulture),
                dueOn.ToString("D", CultureInfo.CurrentCulture)))] : Array.Empty<(TriggerKind, TriggerItem)>(),
            .. approved is not null && live is not null ? DescriptionOf(approved, live).Select(i => (TriggerKind.Description, i)) : [],
            .. approved?.City is { } then && live?.City is { } now ? FindingsOf(live, then, now)
                .Select(i => (TriggerKind.CityFindings, i)) : [],
            .. incidents.Where(i => i.RecordedAt > approvedAt).OrderBy(i => i.RecordedAt).ThenBy(i => i.Id)
                .Select(i => (TriggerKind.Incident, new TriggerItem($"{i.Id:N}:{i.Severity}", i.What, RowPointer.To<Incident>(i.Id)))),
        ];
        return [.. all.Where(x => !answered.Contains((x.Kind, x.Item.Key))).GroupBy(x => x.Kind).OrderBy(g => g.Key)
            .Select(g => new ReviewTrigger(g.Key, [.. g.Select(x => x.Item)]))];
    }

    /// <summary>Datasets, fields, flows and stakeholders that were added or changed. A removal is not a reason for a new review.</summary>
    private static IEnumerable<TriggerItem> DescriptionOf(Dossier approved, Dossier live) =>
        DossierDiff.Between(approved, live).Where(c => RowKinds.Find(c.Kind) is { IsProcessing: true } && c.Change != ChangeKind.Removed)
            .Select(c => new TriggerItem(
                CanonicalJson.Sha256($"{c.Kind} {c.AfterId} {c.Values}")[..32],
                $"{c.KindName}: {c.Name}", RowOf(live, c)));

    private static RowPointer RowOf(Dossier live, RowChange change) =>
        RowPointer.To(RowKinds.Find(change.Kind)!.RowsOf(live).First(r => r.Id == change.AfterId));

    /// <summary>
    /// What the city's other services let somebody tell materially better now than when the version was frozen, a card each. Fields merely
    /// joined count where they are of a special category.
    /// </summary>
    private static IEnumerable<TriggerItem> FindingsOf(Dossier live, CityRecord then, CityRecord now)
    {
        var known = then.Findings.DistinctBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, f => f, StringComparer.Ordinal);
        var worse = now.Findings.Where(f => !f.Disputed && (f.SpecialCategory || !CityFindings.IsJoined(f))
            && Sureness.IsMateriallyWorse(known.TryGetValue(f.Key, out var was) && !was.Disputed ? was.Score : null, f.Score));
        return CardWeight.Order(live, FindingCard.Of(live, worse)).Select(card => new TriggerItem(
            // Another body on the card, or a surer word, is a new reason.
            CanonicalJson.Sha256(string.Join('\n', [card.TypeId, .. card.Findings.Select(f => $"{f.Key} {Sureness.BandOf(f.Score)}").Order(StringComparer.Ordinal)]))[..32],
            card.Sentence(live).TrimEnd('.'),
            RowPointer.To<FindingDisposition>(DerivedId.Of(live.Head.AssessmentId, card.Surest.Key), card.Surest.Key)));
    }
}
