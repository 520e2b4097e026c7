using System.Collections.Concurrent;
using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Coalitions;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Domain.City;

/// <summary>What one service adds to what the city knows.</summary>
public static class CityContribution
{
    /// <summary>
    /// Conclusions whose best proof needs data of this service and of another one: of each organisation that has data of
    /// this service, of the outsider where it publishes some, and of each declared coalition and each pair such an
    /// organisation is in, where no member can tell it alone. One per actor and conclusion, told where it is surest; what anyone can tell as surely about the same people is the outsider's alone.
    /// </summary>
    /// <param name="others">The city without this service.</param>
    /// <param name="progress">How many of how many actors are done.</param>
    public static CityRecord Of(CityGraph others, Dossier dossier, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancel = default)
    {
        var city = others.With(dossier);
        var model = city.Model;
        var alone = dossier.Findings.ToLookup(f => f.TypeId, StringComparer.Ordinal);
        var own = city.Parts.Single(p => p.AssessmentId == dossier.Head.AssessmentId);
        var holders = Holders(city, own);
        var singles = holders.Public ? [[], .. model.Organisations.Select(o => new[] { o })] : holders.Organisations.Select(o => new[] { o }).ToList();
        var groups = Groups(city, model, holders.Organisations);
        var open = OpenFindings.Of(model, cancel);

        var elsewhere = new ConcurrentDictionary<string, Lazy<ILookup<string, DerivedFinding>>>(StringComparer.Ordinal);
        var (done, of) = (0, singles.Count + groups.Count);
        var found = new Finding?[of][];
        Parallel.For(0, of, new ParallelOptions { CancellationToken = cancel }, i =>
        {
            found[i] = i < singles.Count ? OfOne(singles[i]) : OfSeveral(groups[i - singles.Count]);
            progress?.Report((Interlocked.Increment(ref done), of));
        });
        return Record(city, own, ServiceAnalysis.InOrder(found.SelectMany(f => f).OfType<Finding>().Where(IsNeeded)));

        // What the actor can tell as well without this service is not its doing, even where a join carries it to this service's people.
        bool IsNeeded(Finding finding) => Sureness.IsMateriallyWorse(Without(finding), finding.Score);

        double? Without(Finding finding)
        {
            string[] actor = [.. finding.Actor.Select(CityId.Of).Order(StringComparer.Ordinal)];
            if (!Array.TrueForAll(actor, others.Model.HasOrganisation))
                return null;
            var known = elsewhere.GetOrAdd(string.Join('+', actor), _ => new(() => others.Model.Findings(actor, cancel: cancel).Where(f => !others.Given.Hides(f)).ToLookup(f => f.Attribute, StringComparer.Ordinal))).Value[finding.TypeId];
            return known.Max(f => (double?)f.Score);
        }

        Finding?[] OfOne(string[] actor) =>
        [
            .. model.Findings(actor, cancel: cancel).Where(f => !city.Given.Hides(f) && Crosses(f) && (actor.Length == 0 || !open.Has(f))).GroupBy(f => f.Attribute, StringComparer.Ordinal)
                .Select(g => ServiceAnalysis.Translate(city.Catalogue, Surest(g), KeyOf(actor, g.Key)) with { AcrossServices = true, Places = g.Count() })
                // What it can tell as surely from this service alone is a finding of the service already.
                .Where(f => !alone[f.TypeId].Any(a => (a.ActorId is null || a.ActorId == f.ActorId) && a.Score >= f.Score)),
        ];

        Finding?[] OfSeveral(IReadOnlyList<string> actor) =>
        [
            .. model.EmergentIn(actor, cancel: cancel)
                .Select(e => model.Explain(actor, e.Holding, e.Attribute))
                .Where(f => f is not null && !city.Given.Hides(f) && Crosses(f))
                .Select(f => ServiceAnalysis.Translate(city.Catalogue, f!, KeyOf(actor, f!.Attribute)) with { AcrossServices = true }),
        ];

        bool Crosses(DerivedFinding f)
        {
            var (mine, theirs) = (false, false);
            foreach (var step in f.Proof)
            {
                // What people have without the city is nobody's service.
                if (city.PartOf(CityId.Parse(step.Holding)) is { } part)
                    (mine, theirs) = (mine || part == own, theirs || part != own);
            }
            return mine && theirs;
        }
    }

    /// <summary>Names the conclusion for as long as it can be drawn: who, together with whom, knows what.</summary>
    public static string KeyOf(IReadOnlyList<string> actor, string attribute) => actor switch
    {
        [] => $"city|outsider|{attribute}",
        [var one] => $"city|{one}|{attribute}",
        // However many they are, the key has to fit its column.
        _ => $"city|{CanonicalJson.Sha256(string.Join('+', actor.Order(StringComparer.Ordinal)))}|{attribute}",
    };

    private static DerivedFinding Surest(IEnumerable<DerivedFinding> findings) =>
        findings.OrderByDescending(f => f.Score).ThenBy(f => f.Proof.Count).ThenBy(f => f.Holding, StringComparer.Ordinal).First();

    private static (IReadOnlyList<string> Organisations, bool Public) Holders(CityGraph city, CityPart own)
    {
        var datasets = city.Model.Input.Datasets.Where(d => city.PartOf(CityId.Parse(d.Id)) == own).ToList();
        var recipients = city.Model.Input.Flows.Where(f => city.PartOf(CityId.Parse(f.Id)) == own).Select(f => f.To);
        return ([.. datasets.Select(d => d.Holder).OfType<string>().Concat(recipients).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], datasets.Exists(d => d.IsPublic));
    }

    private static List<IReadOnlyList<string>> Groups(CityGraph city, CityModel model, IReadOnlyList<string> holders)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var groups = new List<IReadOnlyList<string>>();
        foreach (var declared in city.Model.Input.Coalitions.Where(c => c.Any(m => holders.Contains(m, StringComparer.Ordinal))))
            Add([.. declared.Order(StringComparer.Ordinal)]);
        foreach (var holder in holders)
        {
            foreach (var other in model.Organisations.Where(o => o != holder))
                Add(string.CompareOrdinal(holder, other) < 0 ? [holder, other] : [other, holder]);
        }
        return groups;

        void Add(IReadOnlyList<string> group)
        {
            if (seen.Add(string.Join('+', group)))
                groups.Add(group);
        }
    }

    private static CityRecord Record(CityGraph city, CityPart own, IReadOnlyList<Finding> findings)
    {
        var named = findings.SelectMany(f => f.Proof).SelectMany(s => new[] { s.HoldingId, s.OtherHoldingId ?? s.HoldingId }).Distinct()
            .Select(city.Holding).OfType<Holding>().Where(h => city.PartOf(h.Id) != own).OrderBy(h => h.Code, StringComparer.Ordinal).ThenBy(h => h.Id).ToList();
        var organisations = findings.SelectMany(f => f.Actor).Concat(named.Select(h => h.HolderId).OfType<Guid>()).Distinct().Order();
        return new()
        {
            Parts = [.. city.Parts.Where(p => p != own).Select(p => new CityPartRecord(p.Reference, p.Service, p.VersionNumber, p.Sha256))],
            Findings = findings,
            Holdings = named,
            Organisations = [.. organisations.Where(city.Organisations.ContainsKey).Select(id => city.Organisations[id])],
        };
    }
}
