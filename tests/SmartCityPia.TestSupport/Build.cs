using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Features.Plan;
using SmartCityPia.Web.Features.Register.Publishing;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Reviews.Comments;
using SmartCityPia.Web.Features.Submissions;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.TestSupport;

/// <summary>Makes what a test needs, through the application where it has a way and through its database where not.</summary>
public static class Build
{
    /// <summary>A blank assessment, as the page "Start an assessment" opens it.</summary>
    public static Task<Assessment> Assessment(PiaApp app, string name = "Crowd counting", Person? by = null, Guid? agency = null) =>
        Start(app, name, null, by, agency);

    /// <summary>One with everything a kind of service brings along.</summary>
    public static Task<Assessment> Prefilled(PiaApp app, string archetype = "S06", Person? by = null, Guid? agency = null) =>
        Start(app, PiaCatalogue.Current.Archetypes[archetype].Name, archetype, by, agency);

    /// <summary>
    /// Prefilled, with a row of every kind a prefilled one lacks, its first version approved with a condition, and open
    /// again for changes.
    /// </summary>
    public static async Task<Assessment> Full(PiaApp app, string archetype = "S06")
    {
        var assessment = await Prefilled(app, archetype);
        var (next, own) = (Ids(app), assessment.Id);
        var group = await app.Db(db => db.PeopleGroups.Where(g => g.OwnerId == assessment.DescriptionId).Select(g => g.Id).FirstAsync());
        await Add(app,
            new Risk
            {
                Id = next(),
                OwnerId = own,
                Title = "Somebody is followed from station to station",
                Threat = ThreatType.Linking,
                WhatCouldHappen = "A journey becomes a diary.",
                InherentSeverity = Level.Significant,
                InherentLikelihood = Level.Significant,
                InherentReason = "It has happened elsewhere.",
                ResidualSeverity = Level.Significant,
                ResidualLikelihood = Level.Limited,
                ResidualReason = "Codes change daily.",
                Treatment = Treatment.Reduce,
            },
            new ActionItem { Id = next(), OwnerId = own, What = "Change the codes daily", Responsible = "Operator", DueOn = new(2026, 2, 1) },
            new AlikeService { Id = next(), OwnerId = own, Name = "Counting at the harbour", Place = "Quays 1 to 4", WhyAlike = "The same counters and purposes." },
            new Hearing { Id = next(), OwnerId = own, Who = "Passengers' association", GroupIds = [group], Way = HearingWay.Meeting, HeardOn = new(2026, 1, 12), Said = "Not at night.", Answer = HearingAnswer.TakenUp, Effect = "Off at night." },
            new LegalNote { Id = next(), OwnerId = own, Title = "Cloud code of conduct", Kind = LegalNoteKind.CodeOfConduct, Since = new(2025, 5, 3), Meaning = "The host follows it." },
            new PrincipleAnswer { Id = next(), OwnerId = own, PrincipleId = PiaCatalogue.Current.Principles[0].Id, State = PrincipleState.PartlyMet, Answer = "Mostly.", Gap = "Signs are missing." },
            new RightAnswer { Id = next(), OwnerId = own, RightId = PiaCatalogue.Current.Rights[3].Id, State = RightState.Applies, How = "At the desk.", AnsweredBy = "Operator", Days = 14 },
            new Choice { Id = next(), OwnerId = own, GroupId = group, MayTrack = Answer.Yes, WhyTrack = "To count.", CanRefuse = Extent.Partly });
        await Evidence(app, assessment);
        var asked = await Request(app, assessment, TestCity.Operator, id: RequestOf(own));
        await Evidence(app, assessment, asked);
        var returned = await Described(app, assessment);
        await Evidence(app, returned);
        await Returned(app, returned);
        await Described(app, assessment);
        await Submit(app, assessment);
        await Act(app, assessment, ReviewRole.Reviewer, TestCity.Reviewer, scene => scene.Review.Decide(scene.By, new()
        {
            Decision = Decision.ApproveWithConditions,
            Statement = "So be it.",
            Conditions = [new() { Text = "Put up signs", Responsible = "Operator", DueOn = scene.Today.AddDays(30) }],
        }, scene.All, scene.Today));
        await Comment(app, assessment, Step.Service, group, "How many are they?");
        await Incident(app, assessment, IncidentOf(own));
        await Add(app, [new Coalition { Id = next(), Name = $"Group of {assessment.Reference}", Kind = CoalitionKind.CorporateGroup, Members = [TestCity.Hall, TestCity.Operator] }]);
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(a => a.Id == own)).StartNewDraft();
            return await db.SaveAsync(Actor(app), CancellationToken.None);
        });
        return assessment;
    }

    /// <summary>Prefilled, with so much answered that nothing blocks submitting.</summary>
    public static async Task<Assessment> Ready(PiaApp app)
    {
        var assessment = await Prefilled(app);
        await app.Db(async db =>
        {
            foreach (var answer in await db.ScreeningAnswers.Where(a => a.OwnerId == assessment.Id).ToListAsync())
                db.Remove(answer);
            await db.SaveAsync(Actor(app), CancellationToken.None);
            foreach (var question in PiaCatalogue.Current.Screening.Questions)
                db.Add(new ScreeningAnswer { Id = Ids(app)(), OwnerId = assessment.Id, QuestionId = question.Id, Answer = question.Gate ? Answer.Yes : Answer.No });
            var stored = await db.Assessments.SingleAsync(a => a.Id == assessment.Id);
            (stored.Overruled, stored.OverruleReason) = (false, null);
            // A public authority's own task rests on a law.
            foreach (var purpose in await db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId && p.LegalBasis == LegalBasis.PublicTask && p.LegalReference == null).ToListAsync())
                purpose.LegalReference = "Public transport act";
            var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId);
            (description.Place, description.PeopleCount, description.Area, description.Duration, description.Alternatives) = ("Centre", 100, "Centre", "A year", "None");
            return await db.SaveAsync(Actor(app), CancellationToken.None);
        });
        return assessment;
    }

    /// <summary>What the vendor was asked about the assessment's service, with its current description to begin with and one question.</summary>
    public static async Task<Assessment> Asked(PiaApp app, Assessment? assessment, string question = "How long are logs kept?", Guid? vendor = null)
    {
        var id = Ids(app)();
        await app.With<AskVendor, string>(ask => ask.Handle(id, new()
        {
            Name = "What the vendor runs",
            VendorId = vendor ?? TestCity.Operator,
            Message = "Please describe it.",
            Questions = question,
            DueOn = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime).AddDays(14),
            ShareCurrent = assessment is not null,
        }, assessment, assessment?.AgencyId ?? TestCity.Hall, Actor(app), CancellationToken.None));
        return await app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Id == id));
    }

    /// <summary>Begun with what the city shared, answered and handed in.</summary>
    /// <param name="change">What the vendor changes meanwhile, given its description's id.</param>
    public static async Task<Assessment> Described(PiaApp app, Assessment? assessment, Func<PiaDbContext, Guid, Task>? change = null)
    {
        var submission = await Asked(app, assessment);
        var vendor = Actor(app, TestCity.Vendor);
        await app.With<BeginDescription, bool>(begin => begin.Handle(submission.Id, null, vendor, CancellationToken.None));
        await app.Db(async db =>
        {
            (await db.DescriptionRemarks.SingleAsync(r => r.OwnerId == submission.Id)).Answer = "Seven days.";
            var description = await db.ServiceDescriptions.SingleAsync(d => d.Id == submission.DescriptionId);
            (description.Summary, description.Layer, description.Place, description.PeopleCount) = ("It counts.", IctLayer.Engineering, "Stations", 1000);
            (description.Area, description.Duration, description.Alternatives) = ("Four stations", "Three years", "Counting by hand.");
            if (change is not null)
                await change(db, submission.DescriptionId);
            return await db.SaveAsync(vendor, CancellationToken.None);
        });
        var seen = await app.Db(db => db.Assessments.Where(a => a.Id == submission.Id).Select(a => a.Version).SingleAsync());
        var result = await app.With<SubmitDescription, Outcome>(submit => submit.Handle(submission.Id, seen, "For the vendor.", vendor, CancellationToken.None));
        return result is Outcome.Done ? await app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Id == submission.Id))
            : throw new InvalidOperationException($"Not handed in: {(result as Outcome.Blocked<IReadOnlyList<Gap>>)?.Why.FirstOrDefault(g => g.Blocks)}");
    }

    public static async Task Returned(PiaApp app, Assessment submission)
    {
        var seen = await app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == submission.Id).Select(r => r.Version).SingleAsync());
        await app.With<ReturnDescription, bool>(give => give.Handle(submission.Id, seen, false, "The logs are missing.", Actor(app), CancellationToken.None));
    }

    /// <summary>100 risks, 300 flows, 40 datasets with six fields each, 30 stakeholders.</summary>
    public static async Task<Assessment> Big(PiaApp app)
    {
        var assessment = await Assessment(app, "Everything at once");
        var (description, own) = (assessment.DescriptionId, assessment.Id);
        var next = Ids(app);
        List<Organisation> bodies = [.. Enumerable.Range(1, 30).Select(i => new Organisation { Id = next(), Name = Numbered("Body", i, own), Kind = OrganisationKind.ServiceOperator })];
        List<Stakeholder> stakeholders = [.. bodies.Select(b => new Stakeholder { Id = next(), OwnerId = description, OrganisationId = b.Id, Role = StakeholderRole.Processor, Expectations = "Work." })];
        List<Purpose> purposes = [.. Enumerable.Range(1, 10).Select(i => new Purpose { Id = next(), OwnerId = description, Name = Numbered("Purpose", i), LegalBasis = LegalBasis.PublicTask })];
        List<Dataset> datasets = [.. Enumerable.Range(1, 40).Select(i => new Dataset { Id = next(), OwnerId = description, Name = Numbered("Dataset", i), HolderId = bodies[i % 30].Id, Retention = "30 days" })];
        var types = PiaCatalogue.Current.Types.Select(t => t.Id).ToList();
        List<DataItem> items = [.. datasets.SelectMany((d, i) => Enumerable.Range(0, 6).Select(j => new DataItem
        {
            Id = next(), OwnerId = description, DatasetId = d.Id, TypeId = types[((i * 7) + (j * 11)) % types.Count], Level = DataLevel.Individual,
        }).DistinctBy(item => item.TypeId, StringComparer.Ordinal))];
        List<DataFlow> flows = [.. Enumerable.Range(1, 300).Select(i => new DataFlow
        {
            Id = next(), OwnerId = description, Name = Numbered("Flow", i), SourceDatasetId = datasets[i % 40].Id,
            RecipientId = bodies[(i + 1 + (i / 40)) % 30].Id, PurposeId = purposes[i % 10].Id, LegalBasis = LegalBasis.PublicTask,
        })];
        List<Risk> risks = [.. Enumerable.Range(1, 100).Select(i => new Risk
        {
            Id = next(), OwnerId = own, Title = Numbered("Risk", i), Threat = (ThreatType)(i % 7), WhatCouldHappen = "Somebody is followed.",
            InherentSeverity = (Level)(1 + (i % 4)), InherentLikelihood = (Level)(1 + (i / 4 % 4)),
        })];
        await Add(app, [.. bodies, .. stakeholders, .. purposes, .. datasets, .. items, .. flows, .. risks]);
        return assessment;
    }

    /// <summary>Somebody more who can sign in.</summary>
    public static async Task<Person> Person(PiaApp app, string name, string role, Guid organisation, bool cityWide = false)
    {
        var id = Ids(app)();
        var person = new Person(id, $"{id:N}@test.example", name, role, organisation, cityWide);
        await app.Db(async db =>
        {
            TestCity.Employ(db, person, (await db.Roles.SingleAsync(r => r.Name == role)).Id);
            return await db.SaveChangesAsync();
        });
        return person;
    }

    /// <summary>A role that the city made.</summary>
    /// <returns>Its name.</returns>
    public static async Task<string> Role(PiaApp app, string name, params Permission[] permissions)
    {
        var role = new Microsoft.AspNetCore.Identity.IdentityRole<Guid>(name + " " + Ids(app)().ToString("N")[^6..]) { Id = Ids(app)() };
        role.NormalizedName = role.Name!.ToUpperInvariant();
        await app.Db(db =>
        {
            db.Add(role);
            db.AddRange(permissions.Select(p => new RolePermission { RoleId = role.Id, Permission = p }));
            return db.SaveChangesAsync();
        });
        return role.Name;
    }

    /// <summary>Asked in by the lead, without its notice and event.</summary>
    public static Task<int> AskIn(PiaApp app, Assessment assessment, Person person, ParticipantRole role)
    {
        var id = Ids(app)();
        return app.Db(db => db.Database.ExecuteSqlAsync($"INSERT INTO participants (id, owner_id, account_id, role, given_by, given_at) VALUES ({id}, {assessment.Id}, {person.Id}, {role.ToString()}, 'Olga Officer', {app.Clock.GetUtcNow()})"));
    }

    /// <summary>The newest version, for a year, without its notice and event.</summary>
    public static async Task<Guid> Release(PiaApp app, Assessment assessment, Person reader)
    {
        var (id, until) = (Ids(app)(), DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime).AddYears(1));
        await app.Db(db => db.Database.ExecuteSqlAsync($"INSERT INTO releases (id, owner_id, number, account_id, last_day, released_by, released_at) VALUES ({id}, {assessment.Id}, 1, {reader.Id}, {until}, 'Olga Officer', {app.Clock.GetUtcNow()})"));
        return id;
    }

    /// <summary>Gives somebody an app that shows codes. Whoever is signed in stays so in no session.</summary>
    public static async Task<App> App(PiaApp app, Person person)
    {
        var key = RandomNumberGenerator.GetBytes(TimeCodes.KeyBytes);
        var (shows, codes) = (new App(app, key), (IReadOnlyList<string>?)null);
        // The code that sets it up is used up by it: of a step that is over when the next is asked for.
        codes = await app.With<SecondFactors, IReadOnlyList<string>?>(factors => factors.SetApp(key, shows.Code(), null, Actor(app, person), CancellationToken.None));
        return shows with { RecoveryCodes = codes! };
    }

    /// <summary>The id of the request that <see cref="Full"/> makes.</summary>
    public static Guid RequestOf(Guid assessmentId) => DerivedId.Of(assessmentId, "request");

    public static Guid FileOf(Guid requestId) => DerivedId.Of(requestId, "file");

    public static Guid IncidentOf(Guid assessmentId) => DerivedId.Of(assessmentId, "incident");

    public static Task<int> Incident(PiaApp app, Assessment assessment, Guid? id = null, string what = "A backup lay open.") => Add(app, [new Incident
    {
        Id = id ?? Ids(app)(),
        OwnerId = assessment.Id,
        What = what,
        NoticedOn = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime),
        Severity = Level.Significant,
        Report = IncidentReport.StillToDecide,
        Responsible = "Operator",
        // Later than the decision that the same test has just taken: its clock may stand still.
        RecordedAt = app.Clock.GetUtcNow().AddMilliseconds(1),
        RecordedById = TestCity.Officer.Id,
        RecordedBy = TestCity.Officer.Name,
    }]);

    /// <summary>A piece of evidence with one small text file.</summary>
    public static async Task<EvidenceItem> Evidence(PiaApp app, Assessment assessment, EvidenceRequest? answers = null)
    {
        var content = "Deleted after a day."u8.ToArray();
        var item = new EvidenceItem { Id = Ids(app)(), OwnerId = assessment.Id, Title = "Contract", RequestId = answers?.Id };
        await Add(app, item);
        var version = answers is null ? Ids(app)() : FileOf(answers.Id);
        await Add(app, new EvidenceVersion
        {
            Id = version,
            OwnerId = assessment.Id,
            EvidenceId = item.Id,
            Number = 1,
            FileName = "contract.txt",
            MediaType = "text/plain",
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content)),
            UploadedAt = app.Clock.GetUtcNow(),
            UploadedBy = TestCity.Officer.Name,
            Scan = ScanState.NotScanned,
            MetadataRemoved = false,
        });
        await app.Db(db =>
        {
            db.Add(new EvidenceChunk { VersionId = version, Number = 0, Data = content });
            return db.SaveChangesAsync();
        });
        return item;
    }

    /// <summary>A request of an organisation for evidence, due in two weeks.</summary>
    public static async Task<EvidenceRequest> Request(PiaApp app, Assessment assessment, Guid organisation, Person? by = null, Guid? id = null)
    {
        var now = app.Clock.GetUtcNow();
        var request = new EvidenceRequest
        {
            Id = id ?? Ids(app)(),
            OwnerId = assessment.Id,
            What = "The log of the last deletion run.",
            OrganisationId = organisation,
            DueOn = DateOnly.FromDateTime(now.DateTime).AddDays(14),
            AskedById = (by ?? TestCity.Officer).Id,
            AskedBy = (by ?? TestCity.Officer).Name,
            AskedAt = now,
        };
        return await Add(app, request);
    }

    /// <summary>Stores rows as an officer's work.</summary>
    public static Task<int> Add(PiaApp app, params object[] rows) => app.Db(db =>
    {
        db.AddRange(rows);
        return db.SaveAsync(Actor(app), CancellationToken.None);
    });

    public static async Task<TRow> Add<TRow>(PiaApp app, TRow row) where TRow : class, IRow
    {
        await Add(app, [row]);
        return row;
    }

    /// <summary>Changes a row behind the back of whoever has it open, as the colleague.</summary>
    public static Task<int> Change<TRow>(PiaApp app, Guid id, Action<TRow> change) where TRow : class, IRow => app.Db(async db =>
    {
        change(await db.Set<TRow>().SingleAsync(r => r.Id == id));
        return await db.SaveAsync(Actor(app, TestCity.Colleague), CancellationToken.None);
    });

    public static Task<int> Remove<TRow>(PiaApp app, Guid id) where TRow : class, IRow => app.Db(async db =>
    {
        db.Remove(await db.Set<TRow>().SingleAsync(r => r.Id == id));
        return await db.SaveAsync(Actor(app, TestCity.Colleague), CancellationToken.None);
    });

    /// <summary>The row as it is stored now; null where there is none.</summary>
    public static Task<TRow?> Stored<TRow>(PiaApp app, Guid id) where TRow : class, IRow =>
        app.Db(db => db.Set<TRow>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id));

    /// <summary>Closes an assessment for changes, as submitting does. The frozen version is made too, and is in review.</summary>
    public static Task<int> Submit(PiaApp app, Assessment assessment, Person? by = null) => app.With<Data.Dossiers.DossierReader, int>(async reader =>
    {
        var dossier = await reader.Read(assessment.Id, CancellationToken.None);
        return await app.Db(async db =>
        {
            var stored = await db.Assessments.SingleAsync(a => a.Id == assessment.Id);
            var frozen = dossier!.WithFindings().WithTerms();
            var version = stored.Submit(frozen, "As it is.", (by ?? TestCity.Officer).Id, (by ?? TestCity.Officer).Name, app.Clock.GetUtcNow());
            db.Add(version);
            db.Add(Review.Begin(version, frozen, new(Actor(app, by), ReviewRole.Author, HasAuthored: true)));
            return await db.SaveAsync(Actor(app, by), CancellationToken.None);
        });
    });

    /// <summary>Makes somebody an author: one change of one row, whatever the state.</summary>
    public static async Task<Assessment> Touch(PiaApp app, Assessment assessment, Person by)
    {
        await app.Db(async db =>
        {
            db.Add(new Tension { Id = Ids(app)(), OwnerId = assessment.Id, Subject = $"Seen by {by.Name}" });
            return await db.SaveAsync(Actor(app, by), CancellationToken.None);
        });
        return assessment;
    }

    /// <summary>Does something with the newest review, as its page does, and insists that it is done.</summary>
    public static Task<bool> Act(PiaApp app, Assessment assessment, ReviewRole role, Person person, Action<ReviewContext> what) => app.With<ActOnReview, bool>(async act =>
    {
        var seen = await app.Db(db => db.Reviews.AsNoTracking().Where(r => r.OwnerId == assessment.Id).OrderByDescending(r => r.VersionNumber).Select(r => r.Version).FirstAsync());
        var result = await act.Handle(assessment.Id, seen, role, scene =>
        {
            what(scene);
            return Task.CompletedTask;
        }, Actor(app, person), CancellationToken.None);
        return result is Outcome.Done ? true : throw new InvalidOperationException($"The review refuses it: {result}.");
    });

    /// <summary>Begins a thread.</summary>
    /// <returns>Its id.</returns>
    public static async Task<Guid> Comment(PiaApp app, Assessment assessment, Step step, Guid? rowId, string text, Person? by = null, Guid? mentioned = null)
    {
        var id = Ids(app)();
        await app.With<WriteComment, FieldError?>(write => write.Handle(
            id, assessment, new() { Id = id, OwnerId = assessment.Id, Step = step, RowId = rowId, About = "" }, new() { Text = text, MentionedId = mentioned }, Actor(app, by ?? TestCity.Reviewer), CancellationToken.None));
        return id;
    }

    /// <summary>Ids that rise, in the order they are asked for.</summary>
    /// <summary>Freezes the city's plan as it stands.</summary>
    /// <returns>The number of the version.</returns>
    public static Task<int?> PlanVersion(PiaApp app, Person? by = null) =>
        app.With<FreezePlan, int?>(freeze => freeze.Handle("As it stands.", Actor(app, by), CancellationToken.None));

    /// <summary>A question that somebody asked from the register and that waits.</summary>
    /// <param name="key">Of its link.</param>
    public static async Task<Guid> Question(PiaApp app, Assessment assessment, string slug, string key)
    {
        var asked = PublicQuestion.Of(new() { Kind = QuestionKind.Question, Text = "Who sees the pictures?", Mail = "ada@people.example", MayPublish = true }, assessment.Id, slug, key, app.Clock.GetUtcNow());
        await app.Db(db =>
        {
            db.Add(asked);
            return db.SaveAsync(Actor(app), CancellationToken.None);
        });
        return asked.Id;
    }

    /// <summary>Publishes the entry of the approved version as it stands.</summary>
    /// <returns>What the service is called in addresses.</returns>
    public static async Task<string> Publish(PiaApp app, Assessment assessment)
    {
        var hand = (await app.Db(db => db.EntryInHand(assessment, CancellationToken.None)))!;
        var outcome = await app.With<PublishEntry, Outcome>(publish => publish.Handle(assessment, hand.Seen, Actor(app, TestCity.Reviewer), CancellationToken.None));
        return outcome is Outcome.Done ? await app.Db(db => db.Publications.Where(p => p.ServiceId == assessment.ServiceId).Select(p => p.Slug).FirstAsync())
            : throw new InvalidOperationException($"The entry is not published: {outcome}.");
    }

    public static Func<Guid> Ids(PiaApp app) => () => Guid.CreateVersion7(app.Clock.GetUtcNow());

    public static Actor Actor(PiaApp app, Person? person = null) =>
        new((person ?? TestCity.Officer).Id, (person ?? TestCity.Officer).Name, app.Clock.GetUtcNow(), "test");

    private static async Task<Assessment> Start(PiaApp app, string name, string? archetype, Person? by, Guid? agency)
    {
        var person = by ?? TestCity.Officer;
        var id = Guid.CreateVersion7(app.Clock.GetUtcNow());
        await app.With<StartAssessment, string>(start => start.Handle(
            id, new() { Name = name, AgencyId = agency ?? person.OrganisationId, ArchetypeId = archetype }, Actor(app, person), CancellationToken.None));
        return await app.Db(db => db.Assessments.AsNoTracking().SingleAsync(a => a.Id == id));
    }

    private static string Numbered(string word, int number, Guid? of = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{word} {number}{(of is { } id ? $" of {id:N}" : "")}");
}

/// <summary>What a person's phone shows.</summary>
public sealed record App(PiaApp City, byte[] Key)
{
    public IReadOnlyList<string> RecoveryCodes { get; init; } = [];

    /// <summary>An app that was given the key which a page shows.</summary>
    public static App Of(PiaApp city, string shownKey)
    {
        var bits = string.Concat(shownKey.Where(char.IsAsciiLetterOrDigit).Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return new(city, [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))]);
    }

    public string Code() => TimeCodes.At(Key, TimeCodes.StepOf(City.Clock.GetUtcNow()));

    /// <summary>Waits until the app shows another code.</summary>
    public string Next()
    {
        City.Clock.Advance(TimeSpan.FromSeconds(31));
        return Code();
    }
}
