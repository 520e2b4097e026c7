using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;
using static SmartCityPia.TestSupport.TestCity;

namespace SmartCityPia.WebTests.Features.Plan;

/// <summary>The city's privacy plan: what the records say of it, counted by hand, and what people answer.</summary>
public sealed class PlanTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Two assessments in use and one archived with the same rows; each number below is counted from this text.</summary>
    [Fact]
    public async Task Feeds_OfACountedCity_SayWhatIsThere()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var (first, second) = (await Build.Assessment(own, "First"), await Build.Assessment(own, "Second"));
        var archived = await Build.Assessment(own, "Archived");
        await Fill(own, first);
        await Fill(own, archived);
        await own.Db(db => db.ServiceDescriptions.Where(d => d.Id == first.DescriptionId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Summary, "What it is.").SetProperty(d => d.Place, "Centre")));
        await own.Db(db => db.ServiceDescriptions.Where(d => d.Id == second.DescriptionId).ExecuteUpdateAsync(s => s.SetProperty(d => d.ChangedAt, own.Clock.GetUtcNow().AddDays(-400))));
        await own.Db(db => db.Assessments.Where(a => a.Id == archived.Id).ExecuteUpdateAsync(s => s.SetProperty(a => a.ArchivedAt, own.Clock.GetUtcNow())));
        await own.Db(db => db.Settings.Where(s => s.Id == CitySettings.TheOne).ExecuteUpdateAsync(s => s.SetProperty(c => c.Contact.Contact, "privacy@city.example")));

        // One is answered, one is late, one has time.
        foreach (var (key, age) in new[] { ("first", 0), ("second", 40), ("third", 0) })
        {
            var asked = PublicQuestion.Of(new() { Kind = QuestionKind.Opinion, Text = "Too many." }, second.Id, "somewhere", key, own.Clock.GetUtcNow().AddDays(-age));
            if (key == "first")
                asked.Respond(new() { Outcome = QuestionOutcome.NotTakenUp, Answer = "Just enough." }, Build.Actor(own));
            await own.Db(db =>
            {
                db.Add(asked);
                return db.SaveAsync(Build.Actor(own), CancellationToken.None);
            });
        }

        var plan = await own.With<PlanReader, CityPlan>(reader => reader.Read(PiaCatalogue.Current, own.Clock.Today(), CancellationToken.None));

        Assert.Equal(
            new Dictionary<string, (int, int)>
            {
                ["PL01"] = (0, 1),
                ["PL07"] = (0, 3),
                ["PL10"] = (0, 3),
                ["GP1"] = (0, 1),
                ["DM09"] = (1, 2),
                ["PL02"] = (1, 2),
                ["PL03"] = (1, 2),
                ["PL04"] = (1, 2),
                ["SU01"] = (1, 2),
                ["SU04"] = (1, 2),
                ["DM01"] = (2, 3),
                ["DM02"] = (1, 2),
                ["DM06"] = (2, 3),
                ["DM08"] = (0, 1),
                ["GP3"] = (1, 2),
                ["DP1"] = (1, 2),
                ["DP3"] = (1, 2),
                ["RP1"] = (1, 3),
                ["RP2"] = (0, 2),
                ["RP5"] = (2, 3),
                ["RP7"] = (0, 1),
                ["EP1"] = (1, 2),
                ["EP5"] = (1, 2),
                ["CE2"] = (0, 1),
                ["CE3"] = (1, 2),
                ["CE5"] = (1, 2),
                ["CE6"] = (1, 2),
                ["EP6"] = (1, 2),
            }.OrderBy(f => f.Key, StringComparer.Ordinal),
            plan.Points.Where(p => p.Feed is { All: > 0 } && p.Question.Id is not ("PL05" or "PL06")).ToDictionary(p => p.Question.Id, p => (p.Feed!.Done, p.Feed.All)).OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Feeds_OfReviewsAndVendors_SayWhatIsThere()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        await Build.Full(own);
        var other = await Build.Ready(own);

        var plan = await Read(own);
        Assert.Equal((1, 2), Feed(plan, "RP2"));
        Assert.Equal((0, 1), Feed(plan, "PL08"));
        Assert.Equal((0, 1), Feed(plan, "RP4"));
        Assert.Equal((0, 0), Feed(plan, "RP8"));
        Assert.Equal((0, 0), Feed(plan, "SU08"));

        await own.Db(db => db.Reviews.ExecuteUpdateAsync(r => r.SetProperty(x => x.ReviewAgainOn, own.Clock.Today()).SetProperty(x => x.HighResidualRisks, 2)));
        await own.Db(db => db.DescriptionRequests.Where(r => r.State == Domain.Submissions.DescriptionState.Submitted).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, Domain.Submissions.DescriptionState.Accepted)));
        plan = await Read(own);
        Assert.Equal((1, 1), Feed(plan, "PL08"));
        Assert.Equal((1, 1), Feed(plan, "RP4"));
        Assert.Equal((0, 1), Feed(plan, "RP8"));
        Assert.Equal((1, 1), Feed(plan, "SU08"));

        own.Clock.Advance(TimeSpan.FromDays(400));
        plan = await Read(own);
        Assert.Equal((0, 1), Feed(plan, "RP4"));
        Assert.Equal((0, 1), Feed(plan, "SU08"));
        Assert.Equal((0, 2), Feed(plan, "DP1"));
        Assert.NotEqual(Guid.Empty, other.Id);
    }

    /// <summary>What the catalogue says is fed has a feed, also where there is nothing to count yet; nothing else has.</summary>
    [Fact]
    public async Task Feeds_AndTheCatalogue_NameTheSamePoints()
    {
        var promised = PiaCatalogue.Current.Plan.Where(q => q.Feed is not null).Select(q => q.Id).ToList();

        Assert.Equal(promised, (await Read(app)).Points.Where(p => p.Feed is not null).Select(p => p.Question.Id));
        Assert.True(promised.Count >= 25);
    }

    [Fact]
    public async Task Question_Answered_IsKeptShownAndOnTheTrail()
    {
        using var officer = await app.SignedIn(Officer);
        const string At = "/plan/questions/GB05";
        var page = HtmlAssert.Ok(await officer.Get(At));

        HtmlAssert.ErrorAt(await officer.Submit(page, "#row-form", null), "Input.Score", "Choose how far it is.");
        var kept = HtmlAssert.ErrorAt(await officer.Submit(page, "#row-form", null, ("Input.Score", "Done"), ("Input.Reason", "Budget 2027")), "Input.Evidence", "Name what shows that it is done.");
        HtmlAssert.Value(kept, "Input.Reason", "Budget 2027");
        HtmlAssert.ErrorAt(await officer.Submit(page, "#row-form", null, ("Input.Score", "Partly"), ("Input.OwnerId", Guid.CreateVersion7().ToString())), "Input.OwnerId");
        var saved = HtmlAssert.Redirects(
            await officer.Submit(page, "#row-form", null, ("Input.Score", "Partly"), ("Input.Evidence", "Budget line 4711"), ("Input.OwnerId", Hall.ToString()), ("Input.DueOn", "2026-01-02")), "/plan/Governance#GB05");

        var part = HtmlAssert.Ok(await officer.Follow(saved));
        Assert.Contains("Budget line 4711", part.One("#GB05").TextContent, StringComparison.Ordinal);
        var change = await app.Db(db => db.AuditEvents.SingleAsync(e => e.SubjectId == PlanAnswer.IdOf("GB05")));
        Assert.Equal(("Added", nameof(PlanAnswer), Officer.Id), (change.Verb, change.Subject, change.AccountId));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/plan/questions/XX01"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/plan/Nothing"));
    }

    [Fact]
    public async Task Question_ChangedMeanwhile_ShowsBoth()
    {
        using var officer = await app.SignedIn(Officer);
        using var colleague = await app.SignedIn(Colleague);
        const string At = "/plan/questions/GB06";
        var open = HtmlAssert.Ok(await officer.Get(At));
        HtmlAssert.Redirects(await colleague.Submit(HtmlAssert.Ok(await colleague.Get(At)), "#row-form", null, ("Input.Score", "Planned"), ("Input.Reason", "Theirs.")));

        var page = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(open, "#row-form", null, ("Input.Score", "Absent"), ("Input.Reason", "Mine.")));

        HtmlAssert.Says(page, "Theirs.");
        HtmlAssert.Value(page, "Input.Reason", "Mine.");
        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null));
        Assert.Equal("Mine.", await app.Db(db => db.PlanAnswers.Where(a => a.QuestionId == "GB06").Select(a => a.Reason).SingleAsync()));
    }

    [Fact]
    public async Task Part_Confirmed_FollowsTheRecordsAndTellsWhenTheyMove()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var assessment = await Build.Assessment(own);
        var risk = new Risk { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, Title = "One" };
        await Build.Add(own, risk);
        using var officer = await own.SignedIn(Officer);
        var page = HtmlAssert.Ok(await officer.Get("/plan/RiskProcess"));

        HtmlAssert.ErrorAt(await officer.Submit(page, null, page.One("main form button.button")), "Points");
        var done = HtmlAssert.Ok(await officer.Follow(HtmlAssert.Redirects(
            await officer.SendWithToken("/plan/RiskProcess", ("Points", "RP5"), ("Points", "RP3"), ("Points", "none")), "/plan/RiskProcess")));

        // RP3 has no records to agree with.
        HtmlAssert.Says(done, "Points confirmed: 1.");
        Assert.Equal((PlanPointState.Confirmed, PlanScore.Absent), StateOf(await Read(own), "RP5"));
        await Build.Change<Risk>(own, risk.Id, r => r.Threat = ThreatType.Linking);
        Assert.Equal((PlanPointState.Moved, PlanScore.Done), StateOf(await Read(own), "RP5"));
        HtmlAssert.Redirects(await officer.SendWithToken("/plan/RiskProcess", ("Points", "RP5")));
        Assert.Equal((PlanPointState.Confirmed, PlanScore.Done), StateOf(await Read(own), "RP5"));

        using var reviewer = await own.SignedIn(Reviewer);
        HtmlAssert.Ok(await reviewer.Get("/plan"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken("/plan/RiskProcess", ("Points", "RP5")));
    }

    [Fact]
    public async Task Version_FrozenDecidedAndAccepted_NeverChanges()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        using var officer = await own.SignedIn(Officer);
        using var reviewer = await own.SignedIn(Reviewer);
        var page = HtmlAssert.Ok(await officer.Get("/plan/versions"));
        HtmlAssert.ErrorAt(await officer.Submit(page, "#freeze", null), "Input.Statement");
        HtmlAssert.Redirects(await officer.Submit(page, "#freeze", null, ("Input.Statement", "As it stands.")), "/plan/versions/1");

        // Whoever edits does not decide, and nobody accepts what is not in force.
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken("/plan/versions/1", ("Input.Verdict", "InForce"), ("Input.Reason", "Good.")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken("/plan/versions", ("Input.Statement", "Mine.")));
        var participant = $"/plan/participants/{Operator}";
        HtmlAssert.ErrorAt(await officer.Post(participant, ("Input.Accepted", "1"), ("Input.AcceptedOn", "2026-01-02"), ("Input.AcceptedBy", "The board")), "Input.Accepted");
        var open = HtmlAssert.Ok(await reviewer.Get("/plan/versions/1"));
        HtmlAssert.ErrorAt(await reviewer.Submit(open, "#decide", null, ("Input.Verdict", "InForce")), "Input.Reason");
        HtmlAssert.Redirects(await reviewer.Submit(open, "#decide", null, ("Input.Verdict", "InForce"), ("Input.Reason", "Good.")));
        HtmlAssert.ErrorInSummary(await reviewer.Submit(open, "#decide", null, ("Input.Verdict", "SentBack"), ("Input.Reason", "On second thoughts.")), "This version is decided, or a newer one is in force.");

        var form = HtmlAssert.Ok(await officer.Get(participant));
        var today = own.Clock.Today().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        HtmlAssert.ErrorAt(await officer.Submit(form, "#row-form", null, ("Input.Accepted", "1"), ("Input.AcceptedOn", today)), "Input.AcceptedBy");
        HtmlAssert.ErrorAt(await officer.Submit(form, "#row-form", null, ("Input.Points", "DM06")), "Input.Policy");
        HtmlAssert.Redirects(await officer.Submit(form, "#row-form", null, ("Input.Accepted", "1"), ("Input.AcceptedOn", today), ("Input.AcceptedBy", "The board"), ("Input.Policy", "Ours"), ("Input.Points", "DM06")), "/plan/participants");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"/plan/participants/{Guid.CreateVersion7()}"));
        var plan = await Read(own);
        Assert.Equal([(1, 1), (1, 3), (1, 3), (1, 1)], new[] { "PL01", "PL07", "PL10", "GP1" }.Select(id => Feed(plan, id)));

        // The next version says what changed, and the first stays as it was.
        var first = await own.Db(db => db.PlanVersions.AsNoTracking().SingleAsync());
        Assert.Equal(2, await Build.PlanVersion(own));
        var second = HtmlAssert.Ok(await officer.Get("/plan/versions/2"));
        HtmlAssert.Says(second, "What changed since version 1");
        Assert.Equal(["GP1.", "PL01.", "PL07.", "PL10."], second.One("table").QuerySelectorAll("tbody th").Select(h => h.TextContent.Trim().Split(' ')[0]).Order(StringComparer.Ordinal));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/plan/versions/1")), "In force");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => own.Db(db => db.PlanVersions.ExecuteUpdateAsync(v => v.SetProperty(x => x.Json, "{}"))));
        Assert.Contains("only ever added", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(first.Sha256, Domain.Dossiers.CanonicalJson.Sha256(first.Json));
        Assert.Equal(first.Json, first.Plan.Write());

        // A newer one in force closes what is older.
        HtmlAssert.Redirects(await reviewer.SendWithToken("/plan/versions/2", ("Input.Verdict", "InForce"), ("Input.Reason", "Better.")));
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/plan/versions/1")), "Superseded");
        Assert.Equal((0, 3), Feed(await Read(own), "PL07"));
    }

    [Fact]
    public async Task Version_Files_AreTheFrozenTextAndADocument()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        using var officer = await own.SignedIn(Officer);
        HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(await officer.Get("/plan/questions/GB01")), "#row-form", null, ("Input.Score", "Done"), ("Input.Evidence", "Council decision 31"), ("Input.ClauseNote", "Only for us.")));
        await Build.PlanVersion(own);
        var stored = await own.Db(db => db.PlanVersions.AsNoTracking().SingleAsync());

        var json = HtmlAssert.Ok(await officer.Get("/plan/versions/1/plan.json"));
        Assert.Equal(stored.Json, json.Source);
        Assert.DoesNotContain("Only for us.", json.Source, StringComparison.Ordinal);
        using var pdf = UglyToad.PdfPig.PdfDocument.Open((await officer.Http.GetByteArrayAsync(new Uri("/plan/versions/1/plan.pdf", UriKind.Relative))));
        var text = string.Join(' ', pdf.GetPages().SelectMany(p => p.GetWords()).Select(w => w.Text));
        Assert.Contains("Council decision 31", text, StringComparison.Ordinal);
        Assert.Contains("Not decided yet", text, StringComparison.Ordinal);
        Assert.Contains($"Privacy plan, version 1 · {stored.Sha256[..12]}", text, StringComparison.Ordinal);
        Assert.Equal(2, await own.Db(db => db.AuditEvents.CountAsync(e => e.Verb == "Downloaded" && e.SubjectId == stored.Id)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/plan/versions/1/plan.txt"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get("/plan/versions/7/plan.pdf"));
    }

    private static Task<CityPlan> Read(WebApp of) => of.With<PlanReader, CityPlan>(reader => reader.Read(PiaCatalogue.Current, of.Clock.Today(), CancellationToken.None));

    private static (int, int) Feed(CityPlan plan, string id) => plan.Find(id)!.Feed is { } feed ? (feed.Done, feed.All) : (0, 0);

    private static (PlanPointState, PlanScore?) StateOf(CityPlan plan, string id) => (plan.Find(id)!.State, plan.Find(id)!.Score);

    /// <summary>Rows of one assessment: of each kind at least one that is done and one that is not.</summary>
    private static async Task Fill(WebApp own, Assessment assessment)
    {
        var (next, of, about) = (Build.Ids(own), assessment.DescriptionId, assessment.Id);
        var today = own.Clock.Today();
        var purpose = new Purpose { Id = next(), OwnerId = of, Name = "Count" };
        var (held, others, open) = (
            new Dataset { Id = next(), OwnerId = of, Name = "Held by a processor", HolderId = Operator, Days = 7 },
            new Dataset { Id = next(), OwnerId = of, Name = "Held by nobody known", HolderId = Transport },
            new Dataset { Id = next(), OwnerId = of, Name = "Open", Public = true, Days = 0 });
        var (place, code, code2) = ("A18", "A14", "A21");
        var (reduced, kept, plain) = (
            new Risk { Id = next(), OwnerId = about, Title = "Reduced", Threat = ThreatType.Linking, Treatment = Treatment.Reduce, InherentSeverity = Level.Significant, InherentLikelihood = Level.Limited, ResidualSeverity = Level.Limited, ResidualLikelihood = Level.Limited },
            new Risk { Id = next(), OwnerId = about, Title = "Retained", Threat = ThreatType.Detecting, Treatment = Treatment.Retain, InherentSeverity = Level.Limited },
            new Risk { Id = next(), OwnerId = about, Title = "Nothing done", Treatment = Treatment.Reduce });
        await Build.Add(own,
            purpose, held, others, open, reduced, kept, plain,
            new Stakeholder { Id = next(), OwnerId = of, OrganisationId = Operator, Role = StakeholderRole.Processor },
            new DataItem { Id = next(), OwnerId = of, DatasetId = held.Id, TypeId = place, Metres = 50 },
            new DataItem { Id = next(), OwnerId = of, DatasetId = held.Id, TypeId = "A27" },
            new DataItem { Id = next(), OwnerId = of, DatasetId = held.Id, TypeId = code, IdentifierDomain = "Plate" },
            new DataItem { Id = next(), OwnerId = of, DatasetId = others.Id, TypeId = code, IdentifierDomain = "plate" },
            new DataItem { Id = next(), OwnerId = of, DatasetId = others.Id, TypeId = code2, IdentifierDomain = "card" },
            new DataFlow { Id = next(), OwnerId = of, Name = "Complete", SourceDatasetId = others.Id, RecipientId = Operator, PurposeId = purpose.Id, LegalBasis = LegalBasis.PublicTask, Days = 1 },
            new DataFlow { Id = next(), OwnerId = of, Name = "Lacking", SourceDatasetId = held.Id, RecipientId = Hall },
            new Measure { Id = next(), OwnerId = of, Name = "Verified", State = MeasureState.Verified, RiskIds = [reduced.Id] },
            new Measure { Id = next(), OwnerId = of, Name = "Rejected", State = MeasureState.Rejected, RiskIds = [plain.Id] },
            new Measure { Id = next(), OwnerId = of, Name = "In place", State = MeasureState.InPlace },
            new Measure { Id = next(), OwnerId = of, Name = "Planned", State = MeasureState.Planned },
            new PeopleGroup { Id = next(), OwnerId = of, Name = "Children", Vulnerable = true },
            new PeopleGroup { Id = next(), OwnerId = of, Name = "Passers-by", HowInformed = "By signs." },
            new ActionItem { Id = next(), OwnerId = about, What = "Late", DueOn = today.AddDays(-1) },
            new ActionItem { Id = next(), OwnerId = about, What = "Done", DueOn = today.AddDays(-2), DoneOn = today },
            new ActionItem { Id = next(), OwnerId = about, What = "To come", DueOn = today });
        await Build.Add(own, [.. PiaCatalogue.Current.Principles.Select(p => new PrincipleAnswer { Id = next(), OwnerId = about, PrincipleId = p.Id, State = PrincipleState.Met })]);
        // Of one that is archived too: its data has to be dealt with all the same.
        await Build.Add(own, new ServiceEnd { Id = ServiceEnd.IdOf(about), OwnerId = about, EndsOn = today.AddDays(-3), Data = DataFate.Deleted, Devices = "None", Responsible = "Operator", CompletedOn = assessment.Reference.EndsWith("001", StringComparison.Ordinal) ? today : null });
    }
}
