using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.UnitTests.Reports;

/// <summary>Complete assessments: prefilled from the catalogue's archetypes and completed.</summary>
internal static class RichDossier
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 23);

    /// <summary>The prefilled dossier of a new assessment of this kind.</summary>
    public static Dossier Prefilled(string archetypeId = "S06")
    {
        var (archetype, next) = (PiaCatalogue.Current.Archetypes[archetypeId], 0);
        Guid NewId() => new(++next, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        var (assessmentId, descriptionId, serviceId) = (NewId(), NewId(), NewId());
        var bodies = archetype.Stakeholders.ToDictionary(s => s.Key, s => new Prefill.Body(NewId(), s.Name), StringComparer.Ordinal);
        var prefill = new Prefill(archetype, descriptionId, assessmentId, bodies, NewId);
        var description = new ServiceDescription { Id = descriptionId, OwnerId = serviceId, Revision = 1, Name = archetype.Name };
        prefill.Describe(description);
        return new()
        {
            Head = new()
            {
                AssessmentId = assessmentId,
                Reference = "PIA-2026-014",
                Agency = "City transport authority",
                LeadOfficer = "Ada Lindqvist",
                ArchetypeId = archetypeId,
                CatalogueVersion = PiaCatalogue.Current.Version,
                CreatedAt = Start,
            },
            Service = description,
            Organisations = [.. archetype.Stakeholders.Select(s => new OrganisationEntry(bodies[s.Key].Id, s.Name, s.Kind, null))],
            Purposes = prefill.Purposes,
            Groups = prefill.Groups,
            Stakeholders = prefill.Stakeholders,
            Datasets = prefill.Datasets,
            Items = prefill.Items,
            Flows = prefill.Flows,
            Screening = prefill.Screening,
            Tensions = prefill.Tensions,
            Measures = prefill.Measures,
        };
    }

    private static readonly MeasureState[] States = [MeasureState.Proposed, MeasureState.Planned, MeasureState.InPlace, MeasureState.Rejected];

    /// <summary>Answers every question, so that nothing blocks submission.</summary>
    public static Dossier Filled(string archetypeId = "S06", int risks = 8)
    {
        var d = Prefilled(archetypeId);
        var next = 100_000;
        Guid NewId() => new(++next, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        var id = d.Head.AssessmentId;
        (d.Service.PeopleCount, d.Service.Area, d.Service.Duration) = (410_000, "All 42 stations of the metro", "Three years from 2026, then reviewed");
        d.Service.Alternatives = "Counting by hand on sample days: too slow to react to crowding. Light barriers at gates: count people, but not which way they go. Ticket data: covers two of three trips only.";
        foreach (var group in d.Groups)
            (group.Size, group.HowInformed, group.WhyVulnerable) = ("About a third of all passengers", "Signs at every entrance, a page on the web, a short film in trains.", group.Vulnerable ? group.WhyVulnerable ?? "They cannot easily refuse." : null);
        foreach (var body in d.Stakeholders.Where(s => s.NeedsAgreement))
            (body.Agreement, body.AgreementReference, body.AgreedUntil, body.SubProcessors, body.Agreed) = (AgreementState.Agreed, "Contract 2026-118", new(2029, 3, 2), SubProcessing.EachAllowed, "Acts on instructions only; deletes at the end.");
        foreach (var set in d.Datasets)
            (set.Deletion, set.DeletionProof) = ("A nightly job; backups are gone after 14 days", "Log of each run, looked at every month");
        foreach (var flow in d.Flows.Where(f => f.CrossesBorder))
            (flow.TransferInstrument, flow.TransferAssessment) = (TransferInstrument.StandardClauses, "Keys stay in the city.");
        foreach (var tension in d.Tensions)
            (tension.State, tension.Settlement, tension.SettledBy) = (TensionState.Settled, "Raw identifiers are kept for one day, counts for three years; the passengers’ council sees the yearly check.", "Petra Holm, head of operations");
        d.Tensions[^1].State = TensionState.Settled;
        foreach (var purpose in d.Purposes)
        {
            (purpose.Proportionality, purpose.Weighed) = ("Half a minute less waiting for everybody, against a code that is forgotten within a day.", "Counting by hand and light barriers; neither shows the way people take.");
            (purpose.OutsideTasks, purpose.LegalReference) = (purpose.LegalBasis == LegalBasis.LegitimateInterests, purpose.LegalReference ?? "Concession of 2024");
            (purpose.SpecialCondition, purpose.OffenceGround, purpose.SpecialReference) = (SpecialCondition.NotDrawn, OffenceGround.NotDrawn, "Nobody may follow one code.");
            (purpose.FurtherUse, purpose.Compatibility) = (FurtherUse.Compatible, "The same service, and only sums are passed on.");
            purpose.Necessity = "Crowding closed platforms three times last winter; surveys came too late to act.";
        }
        foreach (var (measure, i) in d.Measures.Select((m, i) => (m, i)))
            (measure.State, measure.ResponsibleId) = (measure.FlowId is null ? States[i % 4] : measure.State, d.Organisations[i % d.Organisations.Count].Id);
        var dispositions = d.WithFindings().Findings.Select((f, i) => new FindingDisposition
        {
            Id = NewId(),
            OwnerId = id,
            FindingKey = f.Key,
            ProofHash = f.ProofHash,
            Disposition = (Disposition)(i % 4),
            Controls = i % 4 == (int)Disposition.Mitigated ? ["C01", "C07"] : [],
            Reason = i % 4 == (int)Disposition.Mitigated ? null : "Seen by the data protection team on 12 May; the contract forbids it and nobody has the second source.",
        }).ToList();
        List<Risk> made = [.. Enumerable.Range(0, risks).Select(i => new Risk
        {
            Id = NewId(), OwnerId = id, Title = Titles[i % Titles.Length], Threat = (ThreatType)(i % 7),
            WhatCouldHappen = "Somebody with access to the raw records follows one device over weeks and learns where its owner lives, works and whom they meet.",
            ToWhom = d.Groups[i % d.Groups.Count].Name, Source = "A curious employee of the operator",
            InherentSeverity = (Level)(1 + (i + 2) % 4), InherentLikelihood = (Level)(1 + (i * 3 + 2) % 4), InherentReason = "Records are fine and kept long; access is not logged.",
            ResidualSeverity = (Level)Math.Min(1 + (i + 2) % 4, i == 1 ? 4 : 3), ResidualLikelihood = (Level)Math.Max(1, (i * 3 + 2) % 4),
            ResidualReason = "One day of raw data, salted hashes that change daily, and access in pairs.", Treatment = (Treatment)(i % 4),
            Acceptance = "Accepted by the head of operations for one year, under the conditions of the plan.",
        })];
        foreach (var (measure, i) in d.Measures.Select((m, i) => (m, i)))
            measure.RiskIds = [.. made.Where((_, r) => r % Math.Max(1, d.Measures.Count) == i).Select(r => r.Id)];
        return d with
        {
            Screening =
            [
                .. d.Screening, .. d.Catalogue.Screening.Questions.Where(q => d.Screening.All(a => a.QuestionId != q.Id))
                    .Select(q => new ScreeningAnswer { Id = NewId(), OwnerId = id, QuestionId = q.Id, Answer = Answer.No, Note = "Not in this service." }),
            ],
            Dispositions = dispositions,
            Risks = made,
            Principles = [.. d.Catalogue.Principles.Select((p, i) => new PrincipleAnswer
            {
                Id = NewId(), OwnerId = id, PrincipleId = p.Id, State = (PrincipleState)(i % 3), Answer = p.Example, Gap = i % 3 == 0 ? null : p.GapExample,
            })],
            Alike = [new() { Id = NewId(), OwnerId = id, Name = "Counting at the harbour station", Place = "Quays 1 to 4", WhyAlike = "The same counters, operator and retention; fewer people." }],
            Rights = [.. d.Catalogue.Rights.Select((r, i) => new RightAnswer
            {
                Id = NewId(), OwnerId = id, RightId = r.Id, State = i % 4 == 3 ? RightState.DoesNotApply : RightState.Applies, How = i % 4 == 3 ? null : r.Example, AnsweredBy = i % 4 == 3 ? null : "Service desk",
                Days = i % 4 == 0 ? 14 : null, Restriction = i % 4 == 3 ? r.WhenNot : i == 4 ? "Not in backups." : null,
            })],
            Hearings =
            [
                new()
                {
                    Id = NewId(), OwnerId = id, Who = "Passengers’ association", GroupIds = [.. d.Groups.Take(2).Select(g => g.Id)], Way = HearingWay.Meeting, HeardOn = new(2026, 9, 14),
                    Said = "Nothing should be kept overnight; the figures should be published.", Answer = HearingAnswer.PartlyTakenUp, Reason = "Night journeys would be cut in two at midnight.", Effect = "Codes end at three in the morning; figures are published.",
                },
                new() { Id = NewId(), OwnerId = id, Who = "People who visit sensitive places", GroupIds = [d.Groups[^1].Id], Way = HearingWay.NotHeard, Reason = "Asking them would single them out; the association speaks for them." },
            ],
            LegalNotes = [new() { Id = NewId(), OwnerId = id, Title = "Code of conduct for cloud providers", Kind = LegalNoteKind.CodeOfConduct, Reference = "Approved 3 May 2025", Since = new(2025, 5, 3), Meaning = "The host deletes within 30 days." }],
            Choices = [.. d.Groups.Select(g => new Choice
            {
                Id = NewId(), OwnerId = id, GroupId = g.Id, MayIdentify = Answer.No, MayTrack = Answer.Yes, WhyTrack = "Between two stations and for one day, to count the direction.",
                MayMonitor = Answer.Unsure, AnonymousUse = Extent.Yes, AnonymousHow = "Switch off the radio; nothing else changes.", CanRefuse = Extent.Partly, LostByRefusing = "Nothing in the service; the free Wi-Fi.",
            })],
            Actions =
            [
                new() { Id = NewId(), OwnerId = id, What = "Write the deletion job and show its log", Responsible = "Jonas Weber", DueOn = new(2026, 12, 15), MeasureId = d.Measures[0].Id },
                new() { Id = NewId(), OwnerId = id, What = "Put up signs at all entrances", Responsible = "Ines Duarte", DueOn = new(2026, 10, 1), Note = "12 of 42 are up." },
                new() { Id = NewId(), OwnerId = id, What = "Agree on the yearly check", Responsible = "Petra Holm", DueOn = new(2026, 9, 1), DoneOn = new(2026, 8, 20) },
            ],
        };
    }

    public static IReadOnlyList<string> People { get; } = ["Ada Lindqvist", "Milo Novák"];

    /// <summary>The dossier after freezing, writing and reading.</summary>
    public static (Dossier Frozen, VersionInfo Version) Freeze(Dossier dossier)
    {
        var json = CanonicalJson.Write(dossier.Frozen(People) with { VersionNumber = 1 });
        return (CanonicalJson.Read(json), new(1, CanonicalJson.Sha256(json), new(2026, 11, 23, 10, 30, 0, TimeSpan.Zero), "Radu Ionescu", "I have read it and submit it."));
    }

    /// <summary>Puts one text into every text field.</summary>
    public static Dossier WithEveryTextAs(this Dossier d, string text)
    {
        string[] ours = ["TypeId", "QuestionId", "PrincipleId", "RightId", "ControlId", "FindingKey", "ProofHash", "SuggestedBy"];
        IEnumerable<IRow> rows = [d.Service, .. d.Purposes, .. d.Groups, .. d.Stakeholders, .. d.Datasets, .. d.Items, .. d.Flows, .. d.Screening, .. d.Tensions, .. d.Hearings, .. d.LegalNotes, .. d.Dispositions, .. d.Principles, .. d.Choices, .. d.Rights, .. d.Risks, .. d.Measures, .. d.Actions];
        foreach (var row in rows)
        {
            foreach (var property in row.GetType().GetProperties().Where(p => p.PropertyType == typeof(string) && p.CanWrite && !ours.Contains(p.Name)))
                property.SetValue(row, text);
        }
        return d with
        {
            Head = d.Head with { Agency = text, LeadOfficer = text, OverruleReason = text, Overruled = false },
            Organisations = [.. d.Organisations.Select(o => o with { Name = text, Country = text })],
        };
    }

    private static readonly string[] Titles =
    [
        "One device is followed over weeks", "A passenger is recognised by four points in time", "Movements reveal a place of worship",
        "Records are passed to the police without an order", "People do not know that they are counted", "The supplier uses the records to train its own models",
        "Deleted records stay in the backup", "Small counts give away a single person at night",
    ];
}
