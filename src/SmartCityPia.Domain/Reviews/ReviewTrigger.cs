using System.ComponentModel.DataAnnotations;
using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

/// <summary>Why an approved assessment comes up again.</summary>
public enum TriggerKind { Date, Description, CityFindings, Incident }

/// <summary>One thing that happened since the approval.</summary>
/// <param name="Key">What it is known by: an answer covers exactly this, and not what comes later.</param>
/// <param name="Name">The day, the row, the finding or the incident, in words.</param>
/// <param name="Row">Null where it is no row.</param>
public sealed record TriggerItem(string Key, string Name, RowPointer? Row = null);

/// <summary>A reason to review again, with everything it rests on.</summary>
public sealed record ReviewTrigger(TriggerKind Kind, IReadOnlyList<TriggerItem> Items)
{
    /// <summary>A print of what it rests on: an answer is about what its author saw.</summary>
    public string Seen => CanonicalJson.Sha256(string.Join('\n', Items.Select(i => i.Key)))[..16];
}

/// <summary>When an approved assessment is due again, where the decision named no day.</summary>
public sealed record ReviewIntervals
{
    /// <summary>Months after the decision.</summary>
    [Range(1, 120)]
    public int Months { get; init; } = 36;

    /// <summary>Months after the decision about a version with a residual risk in the highest zone.</summary>
    [Range(1, 120)]
    public int MonthsOfHighRisk { get; init; } = 12;

    public DateOnly DueOn(DateOnly decidedOn, int highResidualRisks) => decidedOn.AddMonths(highResidualRisks > 0 ? MonthsOfHighRisk : Months);
}

/// <summary>An officer's word that a trigger was looked at and asks for no new assessment. It stays.</summary>
public sealed class TriggerAnswer : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ReviewId { get; init; }

    public required TriggerKind Kind { get; init; }

    /// <summary>The keys of the items that were looked at.</summary>
    public required List<string> Keys { get; init; }

    [MaxLength(Limits.Text)]
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid AccountId { get; init; }

    [MaxLength(Limits.Name)]
    public required string AccountName { get; init; }
}

/// <summary>What makes an approved review come up again. A function of the approved version, the live rows, the records and the day.</summary>
public static class ReviewTriggers
{
    /// <param name="dueOn">The day the decision named, or the interval after it.</param>
    /// <param name="answers">Of this review.</param>
    /// <param name="live">Null where the rows of now were not read: then they are no reason.</param>
    /// <returns>Those with something unanswered, in the order of their kinds.</returns>
    public static IReadOnlyList<ReviewTrigger> Of(DateOnly dueOn, DateTimeOffset approvedAt, Dossier? approved, Dossier? live, IEnumerable<Incident> incidents, IReadOnlyList<TriggerAnswer> answers, ReviewIntervals intervals, int highResidualRisks, DateOnly today)
    {
        var answered = answers.SelectMany(a => a.Keys.Select(key => (a.Kind, key))).ToHashSet();
        // Whoever looked at it on the day starts the interval anew.
        if (answers.Where(a => a.Kind == TriggerKind.Date).MaxBy(a => a.At) is { } looked)
            dueOn = intervals.DueOn(looked.At.Day(), highResidualRisks);
        IEnumerable<(TriggerKind Kind, TriggerItem Item)> all =
        [
            .. dueOn <= today ? [(TriggerKind.Date, new TriggerItem(dueOn.ToString("O", CultureInfo.InvariantCulture), dueOn.ToString("D", CultureInfo.CurrentCulture)))] : Array.Empty<(TriggerKind, TriggerItem)>(),
            .. approved is not null && live is not null ? DescriptionOf(approved, live).Select(i => (TriggerKind.Description, i)) : [],
            .. approved?.City is { } then && live?.City is { } now ? FindingsOf(live, then, now).Select(i => (TriggerKind.CityFindings, i)) : [],
            .. incidents.Where(i => i.RecordedAt > approvedAt).OrderBy(i => i.RecordedAt).ThenBy(i => i.Id)
                .Select(i => (TriggerKind.Incident, new TriggerItem($"{i.Id:N}:{i.Severity}", i.What, RowPointer.To<Incident>(i.Id)))),
        ];
        return [.. all.Where(x => !answered.Contains((x.Kind, x.Item.Key))).GroupBy(x => x.Kind).OrderBy(g => g.Key).Select(g => new ReviewTrigger(g.Key, [.. g.Select(x => x.Item)]))];
    }

    /// <summary>New and changed datasets, fields, flows and bodies taking part; what is gone is no new processing.</summary>
    private static IEnumerable<TriggerItem> DescriptionOf(Dossier approved, Dossier live) =>
        DossierDiff.Between(approved, live).Where(c => RowKinds.Find(c.Kind) is { IsProcessing: true } && c.Change != ChangeKind.Removed)
            .Select(c => new TriggerItem(
                CanonicalJson.Sha256($"{c.Kind} {c.AfterId} {c.Values}")[..32],
                $"{c.KindName}: {c.Name}", RowOf(live, c)));

    private static RowPointer RowOf(Dossier live, RowChange change) => RowPointer.To(RowKinds.Find(change.Kind)!.RowsOf(live).First(r => r.Id == change.AfterId));

    /// <summary>What the city's other services let somebody tell now, and did not when the version was frozen.</summary>
    private static IEnumerable<TriggerItem> FindingsOf(Dossier live, CityRecord then, CityRecord now)
    {
        var known = then.Findings.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return now.Findings.Where(f => !known.Contains(f.Key)).Select(f => new TriggerItem(
            CanonicalJson.Sha256(f.Key)[..32], $"{FindingWords.Actor(live, f.Actor)} {FindingWords.Tell(live, f.TypeId)}",
            RowPointer.To<FindingDisposition>(DerivedId.Of(live.Head.AssessmentId, f.Key), f.Key)));
    }
}
