using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>Turns what a file says into the rows an officer would have written on the pages.</summary>
internal sealed class SampleAssessor(Guid assessmentId, Dossier described, SampleRest rest, DateOnly today, Func<Guid> newId)
{
    /// <summary>Grows with what is answered, so that later rows are checked against earlier ones.</summary>
    private Dossier _dossier = described;

    public void Answer(PiaDbContext db)
    {
        foreach (var (principle, told) in Pairing.Of([.. _dossier.Catalogue.Principles], p => p.Id, rest.Principles))
        {
            var answer = new PrincipleAnswer { Id = newId(), OwnerId = assessmentId, PrincipleId = principle.Id, State = told.State, Answer = told.Answer, Gap = told.Gap };
            Pairing.Hold(answer, _dossier);
            db.Add(answer);
        }
        foreach (var told in rest.Hearings ?? [])
        {
            var hearing = HearingOf(told);
            Pairing.Hold(hearing, _dossier);
            db.Add(hearing);
        }
        foreach (var (id, told) in rest.Rights ?? new Dictionary<string, SampleRight>(StringComparer.Ordinal))
        {
            if (!_dossier.Catalogue.Rights.Contains(id))
                throw new InvalidDataException($"There is no right {id}.");
            var answer = new RightAnswer
            {
                Id = newId(),
                OwnerId = assessmentId,
                RightId = id,
                State = told.Not is null ? RightState.Applies : RightState.DoesNotApply,
                How = told.How,
                AnsweredBy = told.By,
                Days = told.Days,
                Restriction = told.Not ?? told.Restriction,
            };
            Pairing.Hold(answer, _dossier);
            db.Add(answer);
        }
        foreach (var told in rest.Notes ?? [])
        {
            var note = new LegalNote { Id = newId(), OwnerId = assessmentId, Title = told.Title, Kind = told.Kind, Reference = told.Reference, Since = told.Since, Until = told.Until, Meaning = told.Meaning };
            Pairing.Hold(note, _dossier);
            db.Add(note);
        }
        foreach (var (group, told) in Pairing.Of(_dossier.Groups, g => g.Name, rest.Groups))
            db.Add(ChoiceOf(group.Id, told));

        var risks = rest.Risks.ToDictionary(r => r.Key, RiskOf, StringComparer.Ordinal);
        db.AddRange(risks.Values);
        _dossier = _dossier with { Risks = [.. risks.Values] };
        var measures = Measures(db, risks);
        _dossier = _dossier with { Measures = [.. _dossier.Measures.Concat(measures.Values).DistinctBy(m => m.Id)] };
        foreach (var told in rest.Actions)
        {
            var action = Action(told, newId(), assessmentId, told.Measure is null ? null : measures[told.Measure].Id, today);
            Pairing.Hold(action, _dossier);
            db.Add(action);
        }
    }

    public static ActionItem Action(SampleAction told, Guid id, Guid assessmentId, Guid? measureId, DateOnly today) => new()
    {
        Id = id,
        OwnerId = assessmentId,
        What = told.What,
        Responsible = told.Responsible,
        DueOn = today.AddDays(told.DueInDays),
        DoneOn = told.DoneDaysAgo is { } days ? today.AddDays(-days) : null,
        MeasureId = measureId,
        Note = told.Note,
    };

    private Hearing HearingOf(SampleHearing told) => new()
    {
        Id = newId(),
        OwnerId = assessmentId,
        Who = told.Who,
        GroupIds = [.. told.Groups.Select(name => _dossier.Groups.FirstOrDefault(g => g.Name == name)?.Id ?? throw new InvalidDataException($"There is no group \"{name}\"."))],
        Way = told.Way,
        HeardOn = told.DaysAgo is { } days ? today.AddDays(-days) : null,
        Said = told.Said,
        Answer = told.Answer,
        Reason = told.Reason,
        Effect = told.Effect,
    };

    private Choice ChoiceOf(Guid groupId, SampleGroup told) => new()
    {
        Id = newId(),
        OwnerId = assessmentId,
        GroupId = groupId,
        MayIdentify = told.Identify.Answer,
        WhyIdentify = told.Identify.Why,
        MayTrack = told.Track.Answer,
        WhyTrack = told.Track.Why,
        MayMonitor = told.Monitor.Answer,
        WhyMonitor = told.Monitor.Why,
        AnonymousUse = told.Anonymous.Extent,
        AnonymousHow = told.Anonymous.How,
        CanRefuse = told.Refuse.Extent,
        LostByRefusing = told.Refuse.How,
    };

    private Risk RiskOf(SampleRisk told)
    {
        var risk = new Risk
        {
            Id = newId(),
            OwnerId = assessmentId,
            Title = told.Title,
            Threat = told.Threat,
            WhatCouldHappen = told.WhatCouldHappen,
            ToWhom = told.ToWhom,
            Source = told.Source,
            Treatment = told.Treatment,
            Acceptance = told.Acceptance,
            Conclusions = [.. told.Conclusions ?? []],
            InherentSeverity = told.Inherent.Severity,
            InherentLikelihood = told.Inherent.Likelihood,
            InherentReason = told.Inherent.Reason,
            ResidualSeverity = told.Residual.Severity,
            ResidualLikelihood = told.Residual.Likelihood,
            ResidualReason = told.Residual.Reason,
        };
        Pairing.Hold(risk, _dossier);
        return risk;
    }

    /// <summary>By control id, or by name for the service's own.</summary>
    private Dictionary<string, Measure> Measures(PiaDbContext db, Dictionary<string, Risk> risks)
    {
        var measures = new Dictionary<string, Measure>(StringComparer.Ordinal);
        foreach (var (read, told) in Pairing.Of(_dossier.Measures.Where(m => m.FlowId is null || rest.Controls.ContainsKey(m.ControlId!)).ToList(), m => m.ControlId!, rest.Controls))
        {
            // The tracked row of the prefill, not the copy that was read beside it.
            var measure = db.Measures.Local.FindEntry(read.Id)!.Entity;
            if (told.On is { } place)
                (measure.DatasetId, measure.FlowId) = (_dossier.Datasets.FirstOrDefault(d => d.Name == place)?.Id, _dossier.Flows.FirstOrDefault(f => f.Name == place)?.Id);
            if (told.On is not null && measure.DatasetId is null && measure.FlowId is null)
                throw new InvalidDataException($"{_dossier.Head.ArchetypeId}: nothing is called \"{told.On}\" to put a measure on.");
            Plan(measure, told);
            measures.TryAdd(read.ControlId!, measure);
        }
        foreach (var (name, told) in rest.OwnMeasures)
        {
            var measure = new Measure { Id = newId(), OwnerId = _dossier.Service.Id, Name = name, Description = told.Description };
            Plan(measure, told);
            db.Add(measure);
            measures[name] = measure;
        }
        return measures;

        void Plan(Measure measure, SampleMeasure told)
        {
            measure.State = told.State;
            measure.DueOn = told.DueInDays is { } days ? today.AddDays(days) : null;
            measure.ResponsibleId = _dossier.Organisations.FirstOrDefault(o => o.Name == told.Responsible)?.Id
                ?? throw new InvalidDataException($"{_dossier.Head.ArchetypeId}: no organisation \"{told.Responsible}\" to answer for a measure.");
            measure.RiskIds = [.. told.Risks.Select(r => risks[r].Id)];
            Pairing.Hold(measure, _dossier);
        }
    }
}
