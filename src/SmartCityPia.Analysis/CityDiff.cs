using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;

namespace SmartCityPia.Analysis;

/// <summary>One finding before and after.</summary>
public sealed record FindingChange(DerivedFinding Before, DerivedFinding After)
{
    /// <summary>Whether the conclusion is now reached another way, whatever its score.</summary>
    public bool ProofChanged => !Before.Proof.Select(Step).SequenceEqual(After.Proof.Select(Step));

    private static (DerivedStepKind, string, string, string?, string?, string?) Step(DerivedStep s) => (s.Kind, s.Holding, s.Attribute, s.Rule, s.Key, s.Other);
}

/// <summary>What changed between two cities: two versions of a description, two dates, or before and after an edit.</summary>
/// <param name="Reproved">Same score, but by another proof.</param>
public sealed record CityDiff(
    IReadOnlyList<DerivedFinding> Appeared,
    IReadOnlyList<DerivedFinding> Vanished,
    IReadOnlyList<FindingChange> Weakened,
    IReadOnlyList<FindingChange> Strengthened,
    IReadOnlyList<FindingChange> Reproved,
    IReadOnlyList<Emergent> EmergentAppeared,
    IReadOnlyList<Emergent> EmergentVanished)
{
    public bool IsEmpty => Appeared.Count + Vanished.Count + Weakened.Count + Strengthened.Count + Reproved.Count + EmergentAppeared.Count + EmergentVanished.Count == 0;

    /// <param name="actors">
    /// Whose findings to compare; null for every organisation of either city, the outsider and the coalitions that
    /// either city declares. Emergent findings are compared for every actor of two or more.
    /// </param>
    /// <exception cref="ArgumentException">An actor has a member that is in neither city.</exception>
    public static CityDiff Between(
        CityModel before, CityModel after, IReadOnlyList<IReadOnlyList<string>>? actors = null, double threshold = CityModel.DefaultThreshold, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var asked = CityAnalysis.Distinct(actors ??
        [
            [],
            .. before.Organisations.Union(after.Organisations, StringComparer.Ordinal).Select(o => new[] { o }),
            .. before.Input.Coalitions,
            .. after.Input.Coalitions,
        ]);
        var sameGround = before.Index.Means(after.Index);
        List<DerivedFinding> appeared = [], vanished = [];
        List<FindingChange> weakened = [], strengthened = [], reproved = [];
        List<Emergent> emergentAppeared = [], emergentVanished = [];
        foreach (var actor in asked)
        {
            cancel.ThrowIfCancellationRequested();

            // A member that is only in one city adds nothing in the other; an actor without a member there knows nothing.
            var (then, now) = (Known(before, after, actor), Known(after, before, actor));
            if (sameGround && then.Count == now.Count && SameHoldings(before, then, after, now))
                continue;
            var old = FindingsOf(before, then).ToDictionary(f => (f.Holding, f.Attribute));
            foreach (var finding in FindingsOf(after, now).Select(f => f with { Actor = actor }))
            {
                if (!old.Remove((finding.Holding, finding.Attribute), out var was))
                {
                    appeared.Add(finding);
                    continue;
                }

                var change = new FindingChange(was with { Actor = actor }, finding);
                if (finding.Score < was.Score)
                    weakened.Add(change);
                else if (finding.Score > was.Score)
                    strengthened.Add(change);
                else if (change.ProofChanged)
                    reproved.Add(change);
            }

            vanished.AddRange(old.Values.Select(f => f with { Actor = actor }).OrderBy(f => f.Holding, StringComparer.Ordinal).ThenBy(f => f.Attribute, StringComparer.Ordinal));
            if (actor.Count < 2)
                continue;
            IReadOnlyList<DerivedFinding> FindingsOf(CityModel model, List<string> there) =>
                there.Count == 0 && actor.Count > 0 ? [] : model.Findings(there, threshold, cancel);

            var whole = then.Count == actor.Count ? before.EmergentIn(actor, threshold, cancel) : [];
            var next = now.Count == actor.Count ? after.EmergentIn(actor, threshold, cancel) : [];
            emergentAppeared.AddRange(next.Where(e => whole.All(w => w.Attribute != e.Attribute)));
            emergentVanished.AddRange(whole.Where(e => next.All(w => w.Attribute != e.Attribute)));
        }

        return new CityDiff(appeared, vanished, weakened, strengthened, reproved, emergentAppeared, emergentVanished);
    }

    private static List<string> Known(CityModel model, CityModel other, IReadOnlyList<string> actor)
    {
        var unknown = actor.FirstOrDefault(id => !model.HasOrganisation(id) && !other.HasOrganisation(id));
        if (unknown is not null)
            throw new ArgumentException($"There is no organisation '{unknown}'.", nameof(actor));
        return [.. actor.Where(model.HasOrganisation)];
    }

    private static bool SameHoldings(CityModel before, List<string> then, CityModel after, List<string> now)
    {
        var one = before.HoldingsOf(before.ActorNumbers(then));
        var two = after.HoldingsOf(after.ActorNumbers(now));
        return one.Length == two.Length
            && one.Zip(two).All(p => before.Holdings[p.First].Id == after.Holdings[p.Second].Id && before.Holdings[p.First].Content.Means(after.Holdings[p.Second].Content));
    }
}
