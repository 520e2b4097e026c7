using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.City;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Frame.City;

namespace SmartCityPia.Web.Features.Samples;

/// <summary>Carries out one assessment as an officer would, up to the draft that could be submitted.</summary>
public sealed class SeedService(PiaDbContext db, StartAssessment start, DossierReader reader, ComputeContribution city, PiaCatalogue catalogue)
{
    /// <param name="at">Who does it and when, by the days before today and the minutes of that day that the story asks for.</param>
    /// <returns>The assessment's id.</returns>
    public async Task<Guid> Handle(SampleService service, Guid agencyId, Func<int, int, Actor> at, DateOnly today, CancellationToken cancellationToken)
    {
        var day = service.StartedDaysAgo;
        var started = at(day, 0);
        var id = Guid.CreateVersion7(started.At);
        // The file says of each service who answers for it: its controller, an energy supplier as well as an agency.
        var kind = catalogue.Archetypes[service.Archetype];
        PartsDetails parts = new()
        {
            Part = kind.Stakeholders.First(s => s.Role == StakeholderRole.Controller).Key,
            Names = [.. kind.Stakeholders.Select(s => new PartName { Key = s.Key, Name = s.Name })],
        };
        await start.Handle(id, new() { Name = service.Name, AgencyId = agencyId, ArchetypeId = service.Archetype }, started, cancellationToken, parts);
        var assessment = await db.Assessments.SingleAsync(a => a.Id == id, cancellationToken);

        await Screen(service, assessment, at(day, 40), cancellationToken);
        if (service.Rest is { } rest)
        {
            await Describe(rest, assessment, today, at(day - 2, 95), cancellationToken);
            var answered = at(day - 6, 150);
            new SampleAssessor(id, await Read(id, cancellationToken), rest, today, StartAssessment.RisingIds(answered.At)).Answer(db);
            await Save(assessment, answered, cancellationToken);
            await Decide(rest, assessment, at(day - 9, 200), cancellationToken);
        }
        db.ChangeTracker.Clear();
        return id;
    }

    private async Task Screen(SampleService service, Assessment assessment, Actor actor, CancellationToken cancellationToken)
    {
        var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId, cancellationToken);
        description.Summary = $"{service.Rest?.Description.Summary ?? description.Summary}\n\n{service.Illustration}";
        var answers = await db.ScreeningAnswers.Where(a => a.OwnerId == assessment.Id).ToDictionaryAsync(a => a.QuestionId, StringComparer.Ordinal, cancellationToken);
        var ids = StartAssessment.RisingIds(actor.At);
        foreach (var (question, given) in service.Screening)
        {
            if (catalogue.Screening.Questions.All(q => q.Id != question))
                throw new InvalidDataException($"{service.Archetype}: there is no screening question {question}.");
            if (!answers.TryGetValue(question, out var answer))
                db.Add(answers[question] = answer = new() { Id = ids(), OwnerId = assessment.Id, QuestionId = question });
            (answer.Answer, answer.Note) = (given.Answer, given.Note);
        }
        assessment.Outcome = Domain.Dossiers.Screening.Evaluate(catalogue, answers.Values, assessment.Overruled).Decided;
        await Save(assessment, actor, cancellationToken);
    }

    private async Task Agree(SampleRest rest, Assessment assessment, DateOnly today, CancellationToken cancellationToken)
    {
        var names = await db.Organisations.Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, cancellationToken);
        var bodies = await db.Set<Stakeholder>().Where(s => s.OwnerId == assessment.DescriptionId).ToListAsync(cancellationToken);
        foreach (var (name, told) in rest.Agreements ?? new Dictionary<string, SampleAgreement>(StringComparer.Ordinal))
        {
            var body = bodies.Find(s => names[s.OrganisationId!.Value] == name) ?? throw new InvalidDataException($"There is no stakeholder \"{name}\".");
            (body.Agreement, body.AgreementReference, body.AgreedUntil, body.SubProcessors, body.Agreed) =
                (told.State, told.Reference, told.EndsInDays is { } days ? today.AddDays(days) : null, told.SubProcessors, told.Agreed);
        }
        var sets = await db.Set<Dataset>().Where(s => s.OwnerId == assessment.DescriptionId).ToListAsync(cancellationToken);
        foreach (var (name, told) in rest.Deletions ?? new Dictionary<string, SampleDeletion>(StringComparer.Ordinal))
        {
            var set = sets.Find(s => s.Name == name) ?? throw new InvalidDataException($"There is no dataset \"{name}\".");
            (set.Deletion, set.DeletionProof) = (told.How, told.Proof);
        }
        var flows = await db.Set<DataFlow>().Where(f => f.OwnerId == assessment.DescriptionId && f.CrossesBorder).ToListAsync(cancellationToken);
        foreach (var (where, told) in rest.Transfers ?? new Dictionary<string, SampleTransfer>(StringComparer.Ordinal))
        {
            var flow = flows.Find(f => f.Transfer == where) ?? throw new InvalidDataException($"No flow goes to \"{where}\".");
            (flow.TransferInstrument, flow.TransferAssessment) = (told.Instrument, told.Assessment);
        }
    }

    private async Task Describe(SampleRest rest, Assessment assessment, DateOnly today, Actor actor, CancellationToken cancellationToken)
    {
        var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId, cancellationToken);
        (description.Place, description.PeopleCount) = (rest.Description.Place, rest.Description.PeopleCount);
        (description.Area, description.Duration, description.Alternatives) = (rest.Description.Area, rest.Description.Duration, rest.Description.Alternatives);
        foreach (var (purpose, necessity) in Pairing.Of(await Rows<Purpose>(assessment.DescriptionId), p => p.Name, rest.Necessity))
            purpose.Necessity = necessity;
        foreach (var (purpose, told) in rest.Law is { } law ? Pairing.Of(await Rows<Purpose>(assessment.DescriptionId), p => p.Name, law) : [])
        {
            (purpose.Proportionality, purpose.Weighed, purpose.OutsideTasks) = (told.Proportionality, told.Weighed, told.OutsideTasks);
            (purpose.SpecialCondition, purpose.OffenceGround, purpose.SpecialReference) = (told.SpecialCondition, told.OffenceGround, told.SpecialReference);
            (purpose.FurtherUse, purpose.Compatibility, purpose.LegalReference) = (told.FurtherUse, told.Compatibility, told.LegalReference ?? purpose.LegalReference);
            if (told.Basis is not { } basis)
                continue;
            purpose.LegalBasis = basis;
            foreach (var flow in (await Rows<DataFlow>(assessment.DescriptionId)).Where(f => f.PurposeId == purpose.Id))
                flow.LegalBasis = basis;
        }
        await Agree(rest, assessment, today, cancellationToken);
        foreach (var (group, told) in Pairing.Of(await Rows<PeopleGroup>(assessment.DescriptionId), g => g.Name, rest.Groups))
            (group.Size, group.HowInformed) = (told.Size, told.HowInformed);
        foreach (var (tension, settled) in Pairing.Of(await Rows<Tension>(assessment.Id), t => t.Subject, rest.Tensions))
            (tension.State, tension.Settlement, tension.SettledBy) = (TensionState.Settled, settled.Settlement, settled.SettledBy);
        foreach (var measure in await Rows<Measure>(assessment.DescriptionId))
            measure.Description = rest.Controls.GetValueOrDefault(measure.ControlId!)?.Description ?? measure.Description;
        await Save(assessment, actor, cancellationToken);
        await assessment.Saw(db, assessment.Unseen, cancellationToken);

        Task<List<TRow>> Rows<TRow>(Guid ownerId) where TRow : class, IRow =>
            db.Set<TRow>().Where(r => r.OwnerId == ownerId).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    private async Task Decide(SampleRest rest, Assessment assessment, Actor actor, CancellationToken cancellationToken)
    {
        var dossier = (await Read(assessment.Id, cancellationToken)).WithFindings();
        Decide(dossier, dossier.Findings, rest.Decisions, StartAssessment.RisingIds(actor.At));
        await Save(assessment, actor, cancellationToken);
    }

    /// <summary>What the services submitted before make of it; nothing where the file is silent.</summary>
    public async Task DecideCity(SampleRest rest, Guid assessmentId, Actor actor, CancellationToken cancellationToken)
    {
        if (rest.CityDecisions is not { } decisions)
            return;
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        var dossier = (await Read(assessmentId, cancellationToken)).WithFindings();
        dossier = dossier.WithCity(await city.Wait(dossier, actor.AccountId, cancellationToken));
        Decide(dossier, dossier.City!.Findings, decisions, StartAssessment.RisingIds(actor.At));
        await Save(assessment, actor, cancellationToken);
    }

    private void Decide(Dossier dossier, IReadOnlyList<Finding> findings, IReadOnlyList<SampleDecision> decisions, Func<Guid> ids)
    {
        var used = new HashSet<SampleDecision>(ReferenceEqualityComparer.Instance);
        var missing = new List<string>();
        foreach (var finding in findings.Where(f => !f.IsHypothesis))
        {
            var decision = decisions.FirstOrDefault(d => (d.Types?.Contains(finding.TypeId, StringComparer.Ordinal) ?? true) && (d.Of is null || IsOf(finding, d.Of)));
            if (decision is null)
            {
                missing.Add($"{FindingWords.Actor(dossier, finding.Actor)} and {finding.TypeId}");
                continue;
            }
            used.Add(decision);
            var row = new FindingDisposition
            {
                Id = ids(),
                OwnerId = dossier.Head.AssessmentId,
                FindingKey = finding.Key,
                ProofHash = finding.ProofHash,
                Disposition = decision.Disposition,
                Controls = [.. decision.Controls ?? []],
                Reason = decision.Reason,
            };
            Pairing.Hold(row, dossier);
            db.Add(row);
        }
        var idle = decisions.Where(d => !used.Contains(d)).Select(d => d.Reason).ToList();
        if (missing.Count + idle.Count > 0)
            throw new InvalidDataException($"{dossier.Head.ArchetypeId}: no decision for {string.Join("; ", missing)}, no finding for {string.Join("; ", idle)}.");

        bool IsOf(Finding finding, IReadOnlyList<string> of) => finding.Actor.Count == 0
            ? of.Contains("Outsider", StringComparer.Ordinal)
            : finding.Actor.All(id => of.Contains(dossier.OrganisationName(id), StringComparer.Ordinal)
                || of.Contains(dossier.Organisations.FirstOrDefault(o => o.Id == id)?.Kind.ToString() ?? "", StringComparer.Ordinal));
    }

    /// <summary>As the pages do: a change of a row is a change of its assessment.</summary>
    public async Task Save(Assessment assessment, Actor actor, CancellationToken cancellationToken, string? reason = null)
    {
        await db.SaveAsync(actor, cancellationToken, reason);
        await assessment.Touch(db, actor, cancellationToken);
    }

    private async Task<Dossier> Read(Guid assessmentId, CancellationToken cancellationToken) =>
        await reader.Read(assessmentId, cancellationToken) ?? throw new InvalidOperationException("The assessment just started is gone.");
}
