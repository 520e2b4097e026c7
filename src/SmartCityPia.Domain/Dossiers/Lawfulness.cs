using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>A special category or offences that a purpose's data holds, or that can be concluded from it.</summary>
/// <param name="Offences">Under Article 10; otherwise Article 9.</param>
/// <param name="HoldingId">The dataset or flow.</param>
/// <param name="FindingKey">The finding that draws it; null where it is held or meant.</param>
/// <param name="Reveals">A conclusion that may reveal one, such as a place or a habit.</param>
public sealed record SpecialUse(string TypeId, bool Offences, Guid HoldingId, string? FindingKey, bool Reveals = false)
{
    public bool IsDrawn => FindingKey is not null;
}

/// <summary>What the law asks of the basis of a purpose or a flow.</summary>
public static class Lawfulness
{
    /// <summary>Every body that answers for the service is a public authority.</summary>
    public static bool IsOfAuthorities(this Dossier dossier)
    {
        var kinds = dossier.Stakeholders.Where(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController).Select(s => dossier.OrganisationOf(s.OrganisationId)?.Kind).ToList();
        return kinds.Count > 0 && kinds.TrueForAll(k => k == OrganisationKind.Agency);
    }

    /// <summary>A public authority cannot rest its own tasks on legitimate interests (Article 6(1), last sentence).</summary>
    public static bool IsRefused(this Dossier dossier, LegalBasis? basis, bool outsideTasks) => basis == LegalBasis.LegitimateInterests && !outsideTasks && dossier.IsOfAuthorities();

    /// <summary>A legal obligation and a public task are laid down in a law, which has to be named (Article 6(3)).</summary>
    public static bool NamesNoLaw(this PurposeDetails purpose) => purpose.LegalBasis is LegalBasis.LegalObligation or LegalBasis.PublicTask && string.IsNullOrWhiteSpace(purpose.LegalReference);

    /// <summary>The basis of a flow: its own where it differs, else its purpose's.</summary>
    public static LegalBasis? BasisOf(this Dossier dossier, DataFlow flow) => flow.LegalBasis ?? dossier.PurposeOf(flow)?.LegalBasis;

    public static Purpose? PurposeOf(this Dossier dossier, DataFlow flow) => flow.PurposeId is { } id ? dossier.Purposes.FirstOrDefault(p => p.Id == id) : null;

    /// <summary>The flow's basis is another than its purpose's, so that the purpose's law does not stand for it.</summary>
    public static bool Differs(this Dossier dossier, DataFlow flow) => flow.LegalBasis is { } basis && basis != dossier.PurposeOf(flow)?.LegalBasis;

    /// <summary>
    /// What a purpose has of special categories and offences: in what its flows pass on and the datasets they come from, among what it is meant to
    /// tell, and among what can be concluded there unless somebody has decided that it cannot. Of each kind one, held before drawn.
    /// </summary>
    /// <param name="dossier">With its findings.</param>
    public static IReadOnlyList<SpecialUse> SpecialUsesOf(this Dossier dossier, Guid purposeId, IEnumerable<string> intended)
    {
        var flows = dossier.Flows.Where(f => f.PurposeId == purposeId).ToList();
        var used = flows.Select(f => f.Id).ToHashSet();
        // Data that nothing is done with yet may be for any purpose.
        var origins = dossier.Datasets.Select(s => s.Id).Where(id => flows.Exists(f => f.SourceDatasetId == id) || dossier.Flows.All(f => dossier.OriginOf(f) != id)).ToHashSet();
        var settled = dossier.Dispositions.Where(x => x.Disposition is Disposition.Disputed or Disposition.NotApplicable).Select(x => x.FindingKey).ToHashSet(StringComparer.Ordinal);
        IEnumerable<(string Type, Guid Holding, string? Key)> all =
        [
            .. flows.SelectMany(f => dossier.Passed(f).Select(type => (type, f.Id, (string?)null))),
            .. origins.SelectMany(id => dossier.ItemsOf(id).Select(i => (i.TypeId, id, (string?)null))),
            .. intended.Select(type => (type, flows.Select(f => f.Id).FirstOrDefault(), (string?)null)),
            .. dossier.Findings.Where(f => !f.IsHypothesis && !settled.Contains(f.Key) && (used.Contains(f.HoldingId) || origins.Contains(f.HoldingId)))
                .Select(f => (f.TypeId, f.HoldingId, (string?)f.Key)),
        ];
        return
        [
            .. all.DistinctBy(u => u.Type, StringComparer.Ordinal).Select(u => (Use: u, Term: dossier.Term(u.Type))).Where(u => u.Term.SpecialCategory || (u.Use.Key is not null && u.Term.InferredSpecial))
                .Select(u => new SpecialUse(u.Use.Type, dossier.Catalogue.Types.ById.GetValueOrDefault(u.Use.Type)?.Law.Contains(LawMark.Offences) == true, u.Use.Holding, u.Use.Key, !u.Term.SpecialCategory)),
        ];
    }

    /// <summary>Data reaches the purpose from a flow with another one: it was collected for something else.</summary>
    public static bool IsFurther(this Dossier dossier, Guid purposeId) =>
        dossier.Flows.Any(f => f.PurposeId == purposeId && dossier.FlowOf(f.SourceFlowId) is { PurposeId: { } before } && before != purposeId);

    /// <summary>The condition of what is held, or of what is only drawn, is not stated.</summary>
    internal static bool LacksCondition(this Purpose purpose, IEnumerable<SpecialUse> uses) => uses.Any(u => u.Offences ? purpose.OffenceGround is null : purpose.SpecialCondition is null);
}
