using System.Runtime.CompilerServices;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

/// <summary>What would stop the cards of one service, by the cheapest changes inside it.</summary>
public static class CardStops
{
    // By identity, like the dossier's index: worked out when a page first asks for it.
    private static readonly ConditionalWeakTable<Dossier, IReadOnlyList<CardStop>> Known = [];

    /// <summary>One for each card of the service alone that is no hypothesis; as frozen, where the dossier is.</summary>
    public static IReadOnlyList<CardStop> Of(Dossier dossier) => dossier.Stops ?? Known.GetValue(dossier, Compute);

    public static CardStop? Of(Dossier dossier, FindingCard card) =>
        card.Surest.AcrossServices ? null : Of(dossier).FirstOrDefault(s => s.Card == card.Key);

    /// <summary>So that a version says what would have stopped it then.</summary>
    /// <param name="dossier">With its findings.</param>
    public static Dossier WithStops(this Dossier dossier) => dossier with { Stops = Of(dossier) };

    private static IReadOnlyList<CardStop> Compute(Dossier dossier)
    {
        var alone = new CityGraph([CityPart.Draft(dossier)], catalogue: dossier.Catalogue) { Key = CityGraph.KeyOf(dossier) };
        return [.. FindingCard.Of(dossier, dossier.Findings.Where(f => !f.IsHypothesis)).Select(card => new CardStop(card.Key, Cheapest(alone, card)))];
    }

    private static IReadOnlyList<StopStep> Cheapest(CityGraph alone, FindingCard card)
    {
        var cut = new CutQuestion([.. card.Findings.Select(f => f.Actor)], [card.TypeId], Finding.LeastScore, null, CutPrices.Usual).Answer(alone).Cut;
        return !cut.IsPossible ? [] : [.. cut.Sets[0].Select(o => Step(o.Edit))];
    }

    private static StopStep Step(CityEdit edit) => edit switch
    {
        CityEdit.RemoveField e => new(StopKind.LeaveOut, CityId.Parse(e.Holding), e.Type),
        CityEdit.DropFlow e => new(StopKind.DoNotPass, CityId.Parse(e.Flow), null),
        CityEdit.ApplyControl e => new(StopKind.Apply, CityId.Parse(e.Holding), e.Control),
        _ => throw new InvalidOperationException("A cut offers no other change."),
    };

    /// <summary>The same changes for the workbench.</summary>
    public static IReadOnlyList<WhatIfEdit> Edits(CardStop stop) =>
    [
        .. stop.Steps.Select(s => new WhatIfEdit(s.Kind switch
        {
            StopKind.LeaveOut => WhatIfKind.RemoveField,
            StopKind.DoNotPass => WhatIfKind.Drop,
            StopKind.Apply => WhatIfKind.Apply,
            _ => throw new InvalidOperationException("A change of no known kind."),
        }, s.HoldingId, s.What)),
    ];
}
