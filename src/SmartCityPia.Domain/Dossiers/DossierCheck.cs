using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>
/// The whole-dossier check: what is missing before an assessment may be submitted, and what contradicts itself.
/// Saving is lenient; this is where the strictness lives.
/// </summary>
public static class DossierCheck
{
    /// <param name="dossier">With its findings.</param>
    /// <param name="today">Decides what is overdue.</param>
    public static IReadOnlyList<Gap> Gaps(Dossier dossier, DateOnly today)
    {
        var screening = Screening.Evaluate(dossier.Catalogue, dossier.Screening, dossier.Head.Overruled);
        var gaps = new List<Gap>([.. OfScreening(dossier, screening), .. OfService(dossier)]);
        List<Gap> rest =
        [
            .. OfStakeholders(dossier, today), .. OfData(dossier), .. OfFlows(dossier), .. OfFindings(dossier),
            .. OfPrinciples(dossier), .. OfRisks(dossier), .. OfMeasures(dossier, today), .. OfContradictions(dossier), .. OfPrefill(dossier),
        ];
        // Where no assessment is needed, the reasoned screening is the work product; the rest may stay empty.
        gaps.AddRange(screening.Decided == ScreeningOutcome.NotNeeded ? rest.Select(g => g with { Blocks = false }) : rest);
        return gaps;
    }

    private static IEnumerable<Gap> OfScreening(Dossier d, ScreeningResult result)
    {
        if (result.Open > 0)
            yield return new(Step.Screening, "ScreeningOpen") { Arguments = [Number(result.Open)] };
        if (d.Head.Overruled && Empty(d.Head.OverruleReason))
            yield return new(Step.Screening, "OverruledWithoutReason", Attention: true);
        if (d.Head.Overruled && result.Rule?.Binding == true)
            yield return new(Step.Screening, "OverruledInVain", Attention: true);
        else if (d.Head.Overruled && result.Computed == ScreeningOutcome.Needed && Empty(d.Head.DpoView))
            yield return new(Step.Screening, "OverruledWithoutDpo", Attention: true);
        foreach (var answer in d.Screening.Where(a => Screening.ArguesFor(d, a) is not null))
            yield return new(Step.Screening, "NoteArgues", Attention: true) { Arguments = [d.Term(answer.QuestionId).Name], Anchor = answer.QuestionId };
        if (result.Rule?.GateClosed == true && d.Items.FirstOrDefault(i => d.Catalogue.Types.ById.GetValueOrDefault(i.TypeId)?.Class is not (null or IdentifierClass.NonPersonal)) is { } personal)
            yield return new(Step.Screening, "GateContradicted", Attention: true) { Arguments = [d.Term(personal.TypeId).Name] };
    }

    /// <summary>What a kind of service filled in, and nobody has looked at: it may be true, and nobody has said so.</summary>
    private static IEnumerable<Gap> OfPrefill(Dossier d)
    {
        foreach (var step in Enum.GetValues<Step>())
        {
            if (d.UnseenIn(step).Count() is > 0 and var unseen)
                yield return new(step, "NotLookedAt", Blocks: false) { Arguments = [Number(unseen)], LeavesOpen = true };
        }
    }

    private static IEnumerable<Gap> OfService(Dossier d)
    {
        if (Empty(d.Service.Summary))
            yield return new(Step.Service, "NoSummary");
        if (d.Service.Layer is null)
            yield return new(Step.Service, "NoLayer");
        if (Empty(d.Service.Place))
            yield return new(Step.Service, "NoPlace");
        if (d.Service.PeopleCount is null || Empty(d.Service.Area) || Empty(d.Service.Duration))
            yield return new(Step.Service, "NoScale");
        if (Empty(d.Service.Alternatives))
            yield return new(Step.Service, "NoAlternatives");
        if (d.Purposes.Count == 0)
            yield return new(Step.Service, "NoPurpose");
        foreach (var purpose in d.Purposes.Where(p => p.LegalBasis is null))
            yield return new(Step.Service, "PurposeWithoutBasis", purpose.Id) { Arguments = [purpose.Name] };
        foreach (var purpose in d.Purposes)
        {
            if (d.IsRefused(purpose.LegalBasis, purpose.OutsideTasks))
                yield return new(Step.Service, "BasisRefused", purpose.Id, Attention: true) { Arguments = [purpose.Name] };
            if (purpose.NamesNoLaw())
                yield return new(Step.Service, "PurposeWithoutLaw", purpose.Id) { Arguments = [purpose.Name] };
            var uses = d.SpecialUsesOf(purpose.Id, purpose.Intended);
            if (purpose.LacksCondition(uses.Where(u => !u.IsDrawn)))
                yield return new(Step.Service, "HeldWithoutCondition", purpose.Id) { Arguments = [purpose.Name, Named(uses.Where(u => !u.IsDrawn))] };
            else if (purpose.LacksCondition(uses))
                yield return new(Step.Service, "DrawnWithoutCondition", purpose.Id, Blocks: false) { Arguments = [purpose.Name, Named(uses.Where(u => u.IsDrawn))], LeavesOpen = uses.Any(u => !u.Reveals) };
            if (purpose.FurtherUse is null && d.IsFurther(purpose.Id))
                yield return new(Step.Service, "FurtherWithoutTest", purpose.Id, Blocks: false) { Arguments = [purpose.Name], LeavesOpen = true };
        }
        if (d.Groups.Count == 0)
            yield return new(Step.Service, "NoGroup");
        foreach (var group in d.Groups.Where(g => g.Vulnerable && Empty(g.WhyVulnerable)))
            yield return new(Step.Service, "VulnerableWithoutWhy", group.Id) { Arguments = [group.Name] };
        foreach (var other in d.Alike.Where(a => Empty(a.WhyAlike)))
            yield return new(Step.Service, "AlikeWithoutWhy", other.Id) { Arguments = [other.Name] };

        string Named(IEnumerable<SpecialUse> uses) => string.Join("; ", uses.Select(u => d.Term(u.TypeId).Name));
    }

    private static IEnumerable<Gap> OfStakeholders(Dossier d, DateOnly today)
    {
        if (d.Stakeholders.Count == 0)
        {
            yield return new(Step.Stakeholders, "NoStakeholder");
            yield break;
        }
        if (!d.Stakeholders.Any(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController))
            yield return new(Step.Stakeholders, "NoController");
        if (!d.Stakeholders.Any(s => s.Role == StakeholderRole.Representative))
            yield return new(Step.Stakeholders, "NobodySpeaksForPeople");
        foreach (var body in d.Organisations.Where(o => o.Unnamed))
            yield return new(Step.Stakeholders, "BodyNotNamed") { Arguments = [body.Name] };
        foreach (var silent in d.Stakeholders.Where(s => Empty(s.Expectations) && Empty(s.Fears)))
            yield return new(Step.Stakeholders, "StakeholderSilent", silent.Id) { Arguments = [d.OrganisationName(silent.OrganisationId)] };
        if (d.Tensions.Count == 0)
            yield return new(Step.Stakeholders, "NoTension");
        foreach (var open in d.Tensions.Where(t => t.State == TensionState.Open || Empty(t.SettledBy)))
            yield return new(Step.Stakeholders, "TensionOpen", open.Id) { Arguments = [open.Subject] };
        foreach (var body in d.Stakeholders.Where(s => s.NeedsAgreement))
        {
            if (body.Agreement is null or AgreementState.Missing or AgreementState.BeingAgreed)
                yield return new(Step.Stakeholders, body.Role == StakeholderRole.JointController ? "NoArrangement" : "NoContract", body.Id, Blocks: false) { Arguments = [d.OrganisationName(body.OrganisationId)] };
            else if (body.AgreedUntil < today)
                yield return new(Step.Stakeholders, "AgreementEnded", body.Id, Attention: true, Blocks: false) { Arguments = [d.OrganisationName(body.OrganisationId)] };
        }
        if (d.Hearings.Count == 0)
            yield return new(Step.Stakeholders, "NobodyHeard", Blocks: false);
        foreach (var hearing in d.Hearings.Where(h => !h.IsComplete))
            yield return new(Step.Stakeholders, "HearingIncomplete", hearing.Id, Blocks: false) { Arguments = [hearing.Who], LeavesOpen = true };
    }

    private static IEnumerable<Gap> OfData(Dossier d)
    {
        if (d.Datasets.Count == 0)
            yield return new(Step.Data, "NoDataset");
        foreach (var set in d.Datasets)
        {
            if (d.Items.All(i => i.DatasetId != set.Id))
                yield return new(Step.Data, "DatasetWithoutItems", set.Id) { Arguments = [set.Name] };
            if (Empty(set.People) || Empty(set.Retention) || Empty(set.Storage))
                yield return new(Step.Data, "DatasetIncomplete", set.Id) { Arguments = [set.Name] };
        }
    }

    private static IEnumerable<Gap> OfFlows(Dossier d)
    {
        if (d.Flows.Count == 0)
            yield return new(Step.Flows, "NoFlow");
        var stakeholders = d.Stakeholders.Select(s => s.OrganisationId).ToHashSet();
        foreach (var flow in d.Flows)
        {
            if (flow.PurposeId is null || d.BasisOf(flow) is null)
                yield return new(Step.Flows, "FlowWithoutPurpose", flow.Id) { Arguments = [flow.Name] };
            if (!stakeholders.Contains(flow.RecipientId))
                yield return new(Step.Flows, "RecipientNoStakeholder", flow.Id, Attention: true) { Arguments = [flow.Name, d.OrganisationName(flow.RecipientId)] };
            if (flow.CrossesBorder && Empty(flow.Transfer))
                yield return new(Step.Flows, "TransferWithoutSafeguard", flow.Id) { Arguments = [flow.Name] };
            else if (flow.CrossesBorder && (flow.TransferInstrument is null || (flow.NeedsTransferAssessment && Empty(flow.TransferAssessment))))
                yield return new(Step.Flows, "TransferNotAssessed", flow.Id, Blocks: false) { Arguments = [flow.Name] };
            var available = d.FieldsOf(flow.SourceDatasetId, flow.SourceFlowId);
            if (flow.Fields.Exists(field => !available.Contains(field)))
                yield return new(Step.Flows, "FlowPassesWhatIsNotThere", flow.Id, Attention: true) { Arguments = [flow.Name] };
        }
    }

    private static IEnumerable<Gap> OfFindings(Dossier d)
    {
        var decided = d.Dispositions.ToDictionary(x => x.FindingKey, StringComparer.Ordinal);
        // A hypothesis is there to be had in mind; it waits for nobody.
        var open = d.Findings.Count(f => d.IsToDecide(f) && (!decided.TryGetValue(f.Key, out var x) || x.Disposition is null));
        if (open > 0)
            yield return new(Step.Findings, "FindingsOpen") { Arguments = [Number(open)] };
        var changed = d.Findings.Count(f => d.IsToDecide(f) && decided.TryGetValue(f.Key, out var x) && x.ProofHash != f.ProofHash);
        if (changed > 0)
            yield return new(Step.Findings, "ProofChanged", Attention: true) { Arguments = [Number(changed)] };
        // What other services submit must not stop this one: it is said, and nothing waits for it.
        var ofCity = d.City?.Findings.Count(f => !f.IsHypothesis && (!decided.TryGetValue(f.Key, out var x) || x.Disposition is null || x.ProofHash != f.ProofHash)) ?? 0;
        if (ofCity > 0)
            yield return new(Step.Findings, "CityFindingsOpen", Blocks: false) { Arguments = [Number(ofCity)], LeavesOpen = true };
    }

    private static IEnumerable<Gap> OfPrinciples(Dossier d)
    {
        var answered = d.Principles.Where(p => p.State is not null).Select(p => p.PrincipleId).ToHashSet(StringComparer.Ordinal);
        var open = d.Catalogue.Principles.Count(p => !answered.Contains(p.Id));
        if (open > 0)
            yield return new(Step.Principles, "PrinciplesOpen") { Arguments = [Number(open)] };
        var settled = d.Rights.Where(r => r.IsComplete).Select(r => r.RightId).ToHashSet(StringComparer.Ordinal);
        var unsettled = d.Catalogue.Rights.Count(r => !settled.Contains(r.Id));
        if (unsettled > 0)
            yield return new(Step.Principles, "RightsOpen", Blocks: false) { Arguments = [Number(unsettled)] };
        foreach (var group in d.Groups)
        {
            if (d.Choices.FirstOrDefault(c => c.GroupId == group.Id) is not { MayIdentify: not null, MayTrack: not null, MayMonitor: not null, AnonymousUse: not null, CanRefuse: not null })
                yield return new(Step.Principles, "ChoiceOpen", group.Id) { Arguments = [group.Name] };
        }
    }

    private static IEnumerable<Gap> OfRisks(Dossier d)
    {
        if (d.Risks.Count == 0)
            yield return new(Step.Risks, "NoRisk");
        foreach (var risk in d.Risks)
        {
            if (risk.Threat is null || Empty(risk.WhatCouldHappen) || risk.InherentSeverity is null || risk.InherentLikelihood is null || Empty(risk.InherentReason))
                yield return new(Step.Risks, "RiskNotAnalysed", risk.Id) { Arguments = [risk.Title] };
            else if (risk.Treatment is null || risk.ResidualSeverity is null || risk.ResidualLikelihood is null || Empty(risk.ResidualReason))
                yield return new(Step.Risks, "RiskNotTreated", risk.Id) { Arguments = [risk.Title] };
            else if (Empty(risk.Acceptance) && (risk.Treatment == Treatment.Retain || d.ZoneOf(risk.ResidualSeverity, risk.ResidualLikelihood) == RiskZone.High))
                yield return new(Step.Risks, "RiskNotAccepted", risk.Id, Attention: true) { Arguments = [risk.Title] };
        }
    }

    private static IEnumerable<Gap> OfContradictions(Dossier d)
    {
        foreach (var (risk, finding) in Contradictions.OfRisks(d))
            yield return new(Step.Risks, "RiskContradicted", risk.Id, Attention: true, Blocks: false) { Arguments = [risk.Title, d.Term(finding.TypeId).Name], FindingKey = finding.Key };
        foreach (var broken in Contradictions.OfLimits(d).GroupBy(b => (b.Group, b.Limit)))
        {
            List<Finding> surest = [.. broken.Select(b => b.Finding).OrderByDescending(f => f.Score)];
            yield return new(Step.Principles, $"Limit{broken.Key.Limit}", broken.Key.Group.Id, Attention: true, Blocks: false)
            {
                Arguments = [broken.Key.Group.Name, string.Join("; ", surest.Select(f => d.Term(f.TypeId).Name))],
                FindingKey = surest[0].Key,
            };
        }
    }

    private static IEnumerable<Gap> OfMeasures(Dossier d, DateOnly today)
    {
        if (d.Measures.Count == 0)
            yield return new(Step.Measures, "NoMeasure");
        foreach (var measure in d.Measures.Where(m => m.State != MeasureState.Rejected && m.ResponsibleId is null))
            yield return new(Step.Measures, "MeasureWithoutOwner", measure.Id) { Arguments = [measure.Name] };
        foreach (var measure in d.Measures.Where(m => m.State == MeasureState.Verified && !d.IsShown(m)))
            yield return new(Step.Measures, "MeasureNotShown", measure.Id, Attention: true) { Arguments = [measure.Name] };
        foreach (var measure in d.Measures.Where(m => m.State == MeasureState.Failed))
            yield return new(Step.Measures, "MeasureFailed", measure.Id, Attention: true, Blocks: false) { Arguments = [measure.Name] };
        foreach (var measure in d.Measures.Where(m => m.State is MeasureState.Planned or MeasureState.InPlace && d.IsBarePromise(m)))
            yield return new(Step.Measures, "BarePromise", measure.Id, Blocks: false) { Arguments = [measure.Name] };
        foreach (var measure in d.Measures.Where(m => m.State == MeasureState.Planned))
        {
            if (measure.DueOn is null)
                yield return new(Step.Measures, "MeasureWithoutDay", measure.Id, Blocks: false) { Arguments = [measure.Name] };
            else if (measure.DueOn < today)
                yield return new(Step.Measures, "MeasureOverdue", measure.Id, Attention: true, Blocks: false) { Arguments = [measure.Name] };
        }
        foreach (var action in d.Actions)
        {
            if (action.DueOn is null || Empty(action.Responsible))
                yield return new(Step.Measures, "ActionWithoutOwner", action.Id) { Arguments = [action.What] };
            else if (action.IsOverdue(today))
                yield return new(Step.Measures, "ActionOverdue", action.Id, Attention: true, Blocks: false) { Arguments = [action.What] };
        }
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    private static string Number(int n) => n.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
