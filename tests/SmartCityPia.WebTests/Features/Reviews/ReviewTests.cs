using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Features.Reviews;

/// <summary>Each review action through its page: done, refused for the wrong person, input kept.</summary>
public sealed class ReviewTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly (string Name, string? Value) Password = ("Signature.Password", TestCity.Password);

    private static readonly (string Name, string? Value)[] Approve = [("Input.Decision", "Approve"), Password];

    [Fact]
    public async Task Submit_WithPassword_FreezesAndBeginsTheReview()
    {
        var assessment = await Ready();
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Redirects(await officer.Post(Url(assessment, "check"), Password), Url(assessment, "versions/1"));

        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);
        var signature = Assert.Single(await Events(assessment));
        var version = await app.Db(db => db.AssessmentVersions.SingleAsync(v => v.AssessmentId == assessment.Id));
        Assert.Equal((TestCity.Officer.Id, ReviewRole.Author, version.Sha256, version.Statement), (signature.AccountId, signature.Role, signature.Sha256, signature.Statement));
        var page = HtmlAssert.Ok(await officer.Get(Url(assessment, "versions/1")));
        HtmlAssert.Says(page, "Signatures");
        HtmlAssert.Says(page, version.Sha256);
    }

    [Fact]
    public async Task Submit_WrongPassword_FreezesNothingAndKeepsTheStatement()
    {
        var assessment = await Ready();
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.Post(Url(assessment, "check"), ("Input.Statement", "My own words."), ("Signature.Password", "wrong")));

        Assert.Equal(["My own words."], page.ValuesOf("Input.Statement"));
        Assert.Equal([""], page.ValuesOf("Signature.Password"));
        Assert.NotNull(page.Find("#Signature_Password-error"));
        Assert.False(await app.Db(db => db.AssessmentVersions.AnyAsync(v => v.AssessmentId == assessment.Id)));
    }

    [Fact]
    public async Task Home_InReview_WaitsForTheReviewerAndNotForTheAuthor()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        using var officer = await app.SignedIn(TestCity.Officer);

        // Both lists are sorted by waiting time; reviews of other tests may wait longer.
        var longest = HtmlAssert.Ok(await reviewer.Get("/reviews")).Find("tbody th a")!.GetAttribute("href");
        var home = HtmlAssert.Ok(await reviewer.Get("/"));
        Assert.Equal(longest, home.Find(".tasks a")!.GetAttribute("href"));
        Assert.Null(home.Find("a[href='/assessments/new']"));
        Assert.Null(HtmlAssert.Ok(await officer.Get("/")).Find($"a[href='{Url(assessment, "review")}']"));
    }

    [Fact]
    public async Task Decide_Approve_IsSignedAndShown()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var done = HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve), Url(assessment, "review"));

        var page = HtmlAssert.Ok(await reviewer.Follow(done));
        HtmlAssert.Says(page, "The decision is signed");
        Assert.Equal("Approved", page.Texts(".lead .status")[0]);
        var review = await Newest(assessment);
        var signature = (await Events(assessment))[^1];
        Assert.Equal((ReviewState.Approved, ReviewState.InReview, TestCity.Reviewer.Id, review.Sha256), (signature.ToState, signature.FromState, signature.AccountId, signature.Sha256));
        Assert.True((await app.Db(db => db.Assessments.SingleAsync(a => a.Id == assessment.Id))).IsReadOnly);
    }

    [Fact]
    public async Task Decide_WrongPassword_400KeepsEverythingButThePassword()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var page = HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(assessment, "review/decide"),
            ("Input.Decision", "ApproveWithConditions"), ("Input.Reason", "Kept reason"), ("Input.Conditions[0].Text", "Kept condition"), ("Signature.Password", "wrong password")));

        Assert.Equal(["Kept reason"], page.ValuesOf("Input.Reason"));
        Assert.Equal(["ApproveWithConditions"], page.ValuesOf("Input.Decision"));
        Assert.Equal(["Kept condition"], page.ValuesOf("Input.Conditions[0].Text"));
        Assert.Equal([""], page.ValuesOf("Signature.Password"));
        Assert.DoesNotContain("wrong password", page.Source, StringComparison.Ordinal);
        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);
    }

    [Fact]
    public async Task Decide_AuthorWhoIsReviewer_403InWords()
    {
        var assessment = await InReview();
        await Build.Touch(app, assessment, TestCity.Reviewer);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var form = await reviewer.Get(Url(assessment, "review"));
        Assert.Null(form.Find($"a[href='{Url(assessment, "review/decide")}']"));

        var page = HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken(Url(assessment, "review/decide"), Values(assessment, await Seen(assessment), Approve)));

        HtmlAssert.Says(page, "You worked on this assessment");
        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);
    }

    [Theory]
    [InlineData("review/decide")]
    [InlineData("review/opinion")]
    [InlineData("review/request-changes")]
    [InlineData("review/ask-opinion")]
    [InlineData("review/consultation")]
    [InlineData("review/verdicts/risks")]
    public async Task Post_Officer_IsRefused(string path)
    {
        var assessment = await InReview();
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(Url(assessment, path), Values(assessment, await Seen(assessment), Approve)));

        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);
    }

    [Fact]
    public async Task Post_ForeignAssessment_404()
    {
        var assessment = await InReview();
        using var transport = await app.SignedIn(TestCity.TransportOfficer);

        foreach (var path in new[] { "review", "review/withdraw", "comments", "comments/new" })
            HtmlAssert.Status(HttpStatusCode.NotFound, await transport.Get(Url(assessment, path)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await transport.SendWithToken(Url(assessment, "review/withdraw"), Values(assessment, await Seen(assessment), [("Input.Reason", "Mine now")])));
    }

    [Fact]
    public async Task Decide_TwoAtOnce_OneApprovesAndTheOtherIsTold()
    {
        var assessment = await InReview();
        using var first = await app.SignedIn(TestCity.Reviewer);
        using var second = await app.SignedIn(TestCity.Dpo);
        var (one, other) = (await first.Get(Url(assessment, "review/decide")), await second.Get(Url(assessment, "review/decide")));

        var answers = await Task.WhenAll(first.Submit(one, Approve), second.Submit(other, ("Input.Decision", "Reject"), ("Input.Reason", "No."), Password));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Redirect);
        var lost = Assert.Single(answers, a => a.Status == HttpStatusCode.Conflict);
        HtmlAssert.Says(lost, "Nothing was changed: the review has moved on to");
        Assert.Equal(2, (await Events(assessment)).Count);
    }

    [Fact]
    public async Task Decide_WithConditions_AreFollowedToClosure()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var form = await reviewer.Get(Url(assessment, "review/decide"));
        var incomplete = HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Submit(form, ("Input.Decision", "ApproveWithConditions"), ("Input.Conditions[1].Text", "Put up signs"), Password));
        Assert.NotNull(incomplete.Find("#Input_Conditions_1__Responsible-error"));

        HtmlAssert.Redirects(await reviewer.Submit(form, ("Input.Decision", "ApproveWithConditions"), ("Input.Conditions[1].Text", "Put up signs"),
            ("Input.Conditions[1].Responsible", "Operator"), ("Input.Conditions[1].DueOn", "2026-04-01"), Password));

        var condition = await app.Db(db => db.ReviewConditions.SingleAsync(c => c.OwnerId == assessment.Id));
        using var officer = await app.SignedIn(TestCity.Officer);
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}")), "Put up signs");
        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/reviews/conditions")), "Put up signs");
        var address = Url(assessment, $"review/conditions/{condition.Id}");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await officer.SendWithToken(address, Values(assessment, await Seen(assessment), [("Input.Reason", "Done, believe me")])));
        var close = await reviewer.Get(address);
        HtmlAssert.Redirects(await reviewer.Submit(close, ("Input.Reason", "Seen on site")));
        HtmlAssert.Status(HttpStatusCode.Conflict, await reviewer.Submit(close, ("Input.Reason", "Seen again")));

        var closure = await app.Db(db => db.ConditionClosures.SingleAsync(c => c.ConditionId == condition.Id));
        Assert.Equal(("Seen on site", TestCity.Reviewer.Name), (closure.Note, closure.AccountName));
        var elsewhere = await Build.Full(app);
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(elsewhere, $"review/conditions/{condition.Id}")));
    }

    [Fact]
    public async Task Review_ConditionsOfManyVersions_AreShownAPageAtATime()
    {
        var assessment = await InReview();
        var review = await Newest(assessment);
        await Build.Add(app, [.. Enumerable.Range(0, 30).Select(i => new ReviewCondition { Id = Build.Ids(app)(), OwnerId = assessment.Id, ReviewId = review.Id, Text = $"Condition {i:00}", Responsible = "Operator", DueOn = new DateOnly(2027, 1, 1).AddDays(i) })]);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var page = HtmlAssert.Ok(await reviewer.Get(Url(assessment, "review")));
        Assert.DoesNotContain("Condition 25", page.Text, StringComparison.Ordinal);
        page = HtmlAssert.Ok(await reviewer.Get(page.Document.QuerySelector("nav.pager a[rel=next]")!.GetAttribute("href")!));

        HtmlAssert.Says(page, "Condition 25");
        Assert.DoesNotContain("Condition 24", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decide_More_AddsRoomAndKeepsWhatIsTyped()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var form = await reviewer.Get(Url(assessment, "review/decide"));

        var page = HtmlAssert.Ok(await reviewer.Press(form, form.Button("Room for another condition"), ("Input.Reason", "Typed"), ("Input.Conditions[0].Text", "First")));

        Assert.Equal(["Typed"], page.ValuesOf("Input.Reason"));
        Assert.Equal(["First"], page.ValuesOf("Input.Conditions[0].Text"));
        Assert.NotNull(page.Find("[name='Input.Conditions[2].Text']"));
        Assert.Equal((await Seen(assessment)).ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(page.ValuesOf("Seen")));
    }

    [Fact]
    public async Task Decide_AnyOutcome_FreezesARecordThatNobodyChanges()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(assessment, "versions/1/decision.json")));
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/verdicts/risks"), ("Input.Verdict", "ToCorrect"), ("Input.Text", "Rate R1 again.")));

        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), ("Input.Decision", "ApproveWithConditions"), ("Input.Reason", "It can be met."),
            ("Input.Conditions[0].Text", "Put up signs"), ("Input.Conditions[0].Responsible", "Operator"), ("Input.Conditions[0].DueOn", "2026-04-01"), Password));

        var record = await app.Db(db => db.DecisionRecords.AsNoTracking().SingleAsync(d => d.OwnerId == assessment.Id));
        var decision = FrozenDecision.Read(record);
        Assert.Equal((ReviewState.ApprovedWithConditions, "It can be met.", "Put up signs", "Rate R1 again."), (decision.Outcome, decision.Reason, decision.Conditions.Single().Text, decision.Verdicts.Single().Text));
        Assert.Equal((TestCity.Reviewer.Name, (SignedWith?)SignedWith.Password), (decision.Signatures[^1].By.Name, decision.Signatures[^1].With));
        Assert.Equal(record.Json, HtmlAssert.Ok(await reviewer.Get(Url(assessment, "versions/1/decision.json"))).Source);
        HtmlAssert.Says(HtmlAssert.Ok(await reviewer.Get(Url(assessment, "versions/1"))), record.Sha256);
        Assert.Contains(record.Sha256, (await app.Db(db => db.AuditEvents.SingleAsync(e => e.SubjectId == record.Id))).After, StringComparison.Ordinal);
        foreach (var (file, most) in new[] { ("decision-paper.pdf", 4), ("summary.pdf", 1) })
        {
            using var pdf = UglyToad.PdfPig.PdfDocument.Open(await reviewer.Http.GetByteArrayAsync(new Uri(Url(assessment, $"versions/1/{file}"), UriKind.Relative)));
            Assert.InRange(pdf.NumberOfPages, 1, most);
        }
        foreach (var sql in new[] { "UPDATE decision_records SET json = '{}'", "DELETE FROM decision_records", "TRUNCATE decision_records CASCADE" })
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);
    }

    [Fact]
    public async Task RequestChanges_WithReason_ReturnsTheAssessmentToItsAuthor()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(assessment, "review/request-changes")));

        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/request-changes"), ("Input.Reason", "Two flows lack a basis.")));

        Assert.Equal(ReviewState.ChangesRequested, (await Newest(assessment)).State);
        Assert.False((await app.Db(db => db.Assessments.SingleAsync(a => a.Id == assessment.Id))).IsReadOnly);
        // Requesting changes doesn't make a reviewer an author: the same person reviews the next version.
        await Build.Submit(app, assessment);
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));
        HtmlAssert.Status(HttpStatusCode.Conflict, await reviewer.SendWithToken(Url(assessment, "review/request-changes"), Values(assessment, await Seen(assessment), [("Input.Reason", "Too late")])));
    }

    [Fact]
    public async Task Withdraw_WithReason_IsADraftAgainAndDraftAloneIsNoWayAround()
    {
        var assessment = await InReview();
        using var officer = await app.SignedIn(TestCity.Officer);
        Assert.Equal(Url(assessment, "review/withdraw"), (await officer.SendWithToken(Url(assessment, "check?handler=Draft"))).Location);
        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);

        HtmlAssert.Redirects(await officer.Post(Url(assessment, "review/withdraw"), ("Input.Reason", "A flow is missing.")));

        Assert.Equal(ReviewState.Withdrawn, (await Newest(assessment)).State);
        Assert.False((await app.Db(db => db.Assessments.SingleAsync(a => a.Id == assessment.Id))).IsReadOnly);
    }

    [Fact]
    public async Task Opinion_AskedAndGiven_GoesBackToReviewAndItsGiverDoesNotDecide()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        using var dpo = await app.SignedIn(TestCity.Dpo);
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/ask-opinion"), ("Input.Reason", "Is the basis enough?")));
        // A reviewer who isn't data protection officer can't open the page, and nobody can decide meanwhile.
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.Get(Url(assessment, "review/opinion")));
        HtmlAssert.Status(HttpStatusCode.Conflict, await reviewer.SendWithToken(Url(assessment, "review/decide"), Values(assessment, await Seen(assessment), Approve)));
        HtmlAssert.Says(HtmlAssert.Ok(await dpo.Get("/reviews")), assessment.Reference);
        var form = HtmlAssert.Ok(await dpo.Get(Url(assessment, "review/opinion")));
        HtmlAssert.Says(form, "Is the basis enough?");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await dpo.Submit(form, ("Input.Opinion", "Favourable"), ("Input.Text", "It is."), ("Signature.Password", "no")));

        HtmlAssert.Redirects(await dpo.Submit(form, ("Input.Opinion", "Favourable"), ("Input.Text", "It is."), Password));

        var given = (await Events(assessment))[^1];
        Assert.Equal((ReviewState.InReview, Opinion.Favourable, ReviewRole.DataProtectionOfficer, "It is."), (given.ToState, given.Opinion, given.Role, given.Reason));
        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.Forbidden, await dpo.Post(Url(assessment, "review/decide"), Approve)), "somebody else has to decide");
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));
    }

    [Fact]
    public async Task Decide_NextVersion_SupersedesTheApprovedOne()
    {
        var assessment = await Build.Full(app);
        await Build.Submit(app, assessment);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));

        Assert.Equal([ReviewState.Superseded, ReviewState.Approved], await app.Db(db => db.Reviews.Where(r => r.OwnerId == assessment.Id).OrderBy(r => r.VersionNumber).Select(r => r.State).ToListAsync()));
        Assert.Contains(await Events(assessment), e => e is { FromState: ReviewState.ApprovedWithConditions, ToState: ReviewState.Superseded });
    }

    [Fact]
    public async Task Consultation_HighResidualRisk_ApprovalWaitsForTheAnswer()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Add(app, new Risk { Id = Build.Ids(app)(), OwnerId = assessment.Id, Title = "Followed", ResidualSeverity = Level.Maximum, ResidualLikelihood = Level.Significant });
        await Build.Submit(app, assessment);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        var refused = HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(assessment, "review/decide"), Approve));
        HtmlAssert.Says(refused, "Record first whether the supervisory authority is consulted");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(Url(assessment, "review/consultation"), ("Input.Consulted", "Consulted"), ("Input.ConsultationReason", "It stays high.")));
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/consultation"), ("Input.Consulted", "Consulted"), ("Input.ConsultationReason", "It stays high."), ("Input.ConsultedOn", "2026-02-20"), ("Input.ConsultationReference", "DPA-1")));
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/consultation"), ("Input.AdviceOn", "2026-03-01"), ("Input.Advice", "Go on, with care.")));

        var review = await Newest(assessment);
        Assert.Equal((ReviewState.Approved, 1, "DPA-1", "Go on, with care."), (review.State, review.HighResidualRisks, review.ConsultationReference, review.Advice));
        HtmlAssert.Says(HtmlAssert.Ok(await reviewer.Get(Url(assessment, "review"))), "Go on, with care.");
    }

    [Fact]
    public async Task Verdicts_OnSteps_AreTheAuthorsList()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var address = Url(assessment, "review/verdicts/risks");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post(address, ("Input.Verdict", "ToCorrect")));
        var old = await reviewer.Get(address);

        HtmlAssert.Redirects(await reviewer.Post(address, ("Input.Verdict", "ToCorrect"), ("Input.Text", "Rate R1 again.")));
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/verdicts/data"), ("Input.Verdict", "Accepted")));

        HtmlAssert.Status(HttpStatusCode.Conflict, await reviewer.Submit(old, ("Input.Verdict", "Accepted")));
        using var officer = await app.SignedIn(TestCity.Officer);
        var list = Assert.Single(HtmlAssert.Ok(await officer.Get($"/assessments/{assessment.Reference}")).Texts(".todo li"));
        Assert.Contains("Rate R1 again.", list, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.NotFound, await reviewer.Get(Url(assessment, "review/verdicts/99")));
    }

    [Fact]
    public async Task Deputy_InThePeriod_ActsOnBehalf()
    {
        var assessment = await Build.Assessment(app, "Stood in for", TestCity.TransportOfficer);
        await Build.Submit(app, assessment, TestCity.TransportOfficer);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        using var colleague = await app.SignedIn(TestCity.Colleague);
        var decide = Url(assessment, "review/decide");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.Get(decide));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post("/reviews/deputies", ("Input.DeputyId", TestCity.Vendor.Id.ToString()), ("Input.FirstDay", "2026-03-01"), ("Input.LastDay", "2026-03-31")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Post("/reviews/deputies", ("Input.DeputyId", TestCity.Colleague.Id.ToString()), ("Input.FirstDay", "2026-03-10"), ("Input.LastDay", "2026-03-09")));
        var named = HtmlAssert.Redirects(await reviewer.Post("/reviews/deputies", ("Input.DeputyId", TestCity.Colleague.Id.ToString()), ("Input.FirstDay", "2026-03-01"), ("Input.LastDay", "2026-03-31"), ("Input.Reason", "Leave")));
        HtmlAssert.Says(HtmlAssert.Ok(await colleague.Get("/reviews")), TestCity.Reviewer.Name);

        var own = await InReview();
        var ownRefused = await Build.Touch(app, own, TestCity.Colleague);
        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.SendWithToken(Url(ownRefused, "review/decide"), Values(own, await Seen(own), Approve))), "You worked on this assessment");
        HtmlAssert.Redirects(await colleague.Post(decide, Approve));

        var signature = (await Events(assessment))[^1];
        Assert.Equal((TestCity.Colleague.Id, TestCity.Reviewer.Id, TestCity.Reviewer.Name), (signature.AccountId, signature.OnBehalfOfId, signature.OnBehalfOf));
        var list = await reviewer.Follow(named);
        HtmlAssert.Redirects(await reviewer.Press(list, list.Document.QuerySelector("form[action='/reviews/deputies?handler=Revoke'] button")!));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.Get(Url(own, "review/decide")));
    }

    /// <summary>A signature on behalf of an author would be the author's own approval.</summary>
    [Fact]
    public async Task Deputy_OfAnAuthor_DoesNotReview()
    {
        var assessment = await InReview();
        await Build.Touch(app, assessment, TestCity.Reviewer);
        await StandIn(TestCity.Reviewer, TestCity.Colleague);
        using var colleague = await app.SignedIn(TestCity.Colleague);

        var page = HtmlAssert.Ok(await colleague.Get(Url(assessment, "review/decide")));
        Assert.Null(page.Find("[name='Input.Decision']"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.SendWithToken(Url(assessment, "review/decide"), Values(assessment, await Seen(assessment), Approve)));

        await StandIn(TestCity.Dpo, TestCity.Colleague, keep: true);
        HtmlAssert.Redirects(await colleague.Post(Url(assessment, "review/decide"), Approve));
        Assert.Equal(TestCity.Dpo.Id, (await Events(assessment))[^1].OnBehalfOfId);
        await app.Db(db => db.Delegations.ExecuteDeleteAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Opinion_ByTheDeputyOrThePrincipal_NeitherDecides(bool deputyGivesIt)
    {
        var assessment = await InReview();
        await StandIn(TestCity.Dpo, TestCity.Colleague);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        using var dpo = await app.SignedIn(TestCity.Dpo);
        using var colleague = await app.SignedIn(TestCity.Colleague);
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/ask-opinion"), ("Input.Reason", "May we?")));
        HtmlAssert.Redirects(await (deputyGivesIt ? colleague : dpo).Post(Url(assessment, "review/opinion"), ("Input.Opinion", "Favourable"), ("Input.Text", "Yes."), Password));

        var refused = HtmlAssert.Status(HttpStatusCode.Forbidden, await (deputyGivesIt ? dpo : colleague).Post(Url(assessment, "review/decide"), Approve));

        HtmlAssert.Says(refused, "somebody else has to decide");
        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));
        await app.Db(db => db.Delegations.ExecuteDeleteAsync());
    }

    /// <summary>Everyone who may read may ask; asking makes nobody an author.</summary>
    [Fact]
    public async Task Evidence_AskedForByTheReviewer_MakesNobodyAnAuthor()
    {
        var assessment = await InReview();
        await Build.Request(app, assessment, TestCity.Operator, TestCity.Reviewer);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);

        HtmlAssert.Redirects(await reviewer.Post(Url(assessment, "review/decide"), Approve));
    }

    [Fact]
    public async Task Deputy_PeriodOver_EndsByTheClock()
    {
        var today = DateOnly.FromDateTime(TestCity.Start.DateTime);
        foreach (var (first, last, opens) in new[] { (today.AddDays(-9), today.AddDays(-1), false), (today.AddDays(1), today.AddDays(9), false), (today, today, true) })
        {
            var assessment = await InReview();
            await app.Db(async db =>
            {
                await db.Delegations.ExecuteDeleteAsync();
                db.Add(new Delegation { Id = Build.Ids(app)(), PrincipalId = TestCity.Reviewer.Id, CreatedAt = TestCity.Start, DeputyId = TestCity.Colleague.Id, FirstDay = first, LastDay = last });
                return await db.SaveAsync(Build.Actor(app, TestCity.Reviewer), CancellationToken.None);
            });
            using var colleague = await app.SignedIn(TestCity.Colleague);
            Assert.Equal(opens ? HttpStatusCode.OK : HttpStatusCode.Forbidden, (await colleague.Get(Url(assessment, "review/decide"))).Status);
        }
        await app.Db(db => db.Delegations.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Review_EverybodyIsAuthor_SaysWhatToDo()
    {
        var assessment = await InReview();
        await app.Db(db => db.Delegations.ExecuteDeleteAsync());
        // Includes people invited by other tests.
        foreach (var account in await app.Db(db => db.Users.Where(u => u.CityWide || u.DataProtectionOfficer).ToListAsync()))
            await Build.Touch(app, assessment, new(account.Id, account.Email!, account.DisplayName, "", account.OrganisationId, account.CityWide));
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get(Url(assessment, "review"))), "Ask an administrator to invite another reviewer");
    }

    [Fact]
    public async Task Invite_DataProtectionOfficer_HasToBeAReviewer()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        (string, string?)[] person = [("Input.Name", "Dana"), ("Input.Email", "dana@test.example"), ("Input.OrganisationId", TestCity.Hall.ToString()), ("Input.DataProtectionOfficer", "true")];

        var refused = HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Post("/accounts/invite", [.. person, ("Input.Role", "Officer")]));
        Assert.NotNull(refused.Find("#Input_DataProtectionOfficer-error"));
        HtmlAssert.Redirects(await administrator.Post("/accounts/invite", [.. person, ("Input.Role", "Reviewer")]));

        Assert.True(await app.Db(db => db.Users.Where(u => u.Email == "dana@test.example").Select(u => u.DataProtectionOfficer).SingleAsync()));
    }

    [Fact]
    public async Task Events_ChangedInTheDatabase_AreRefused()
    {
        var assessment = await InReview();

        foreach (var sql in new[] { "update review_events set reason = 'x'", "delete from review_events", "truncate review_events" })
            Assert.Equal(PostgresErrorCodes.RestrictViolation, (await Assert.ThrowsAsync<PostgresException>(() => app.AsOwner(sql))).SqlState);

        Assert.Single(await Events(assessment));
    }

    [Fact]
    public async Task Password_WrongFiveTimes_LocksOut()
    {
        var assessment = await InReview();
        await using var own = new PiaAppOfItsOwn();
        await own.StartAsync();
        var locked = await Build.Prefilled(own);
        await Build.Submit(own, locked);
        using var reviewer = await own.SignedIn(TestCity.Reviewer);
        var form = await reviewer.Get(Url(locked, "review/decide"));
        HtmlPage answer = form;
        for (var i = 0; i < 5; i++)
            answer = await reviewer.Submit(form, ("Input.Decision", "Approve"), ("Signature.Password", "wrong"));

        answer = HtmlAssert.Status(HttpStatusCode.BadRequest, await reviewer.Submit(form, Approve));

        Assert.NotNull(answer.Find("#Signature_Password-error"));
        Assert.Equal(ReviewState.InReview, await own.Db(db => db.Reviews.Where(r => r.OwnerId == locked.Id).Select(r => r.State).SingleAsync()));
        Assert.Equal(ReviewState.InReview, (await Newest(assessment)).State);
    }

    [Fact]
    public async Task KeptForm_SignedOutMeanwhile_CarriesNoPassword()
    {
        var assessment = await InReview();
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        var token = await reviewer.Token();
        reviewer.Cookies.GetAllCookies()["pia"]!.Expired = true;

        var page = await reviewer.Send(Url(assessment, "review/decide"), [new("__RequestVerificationToken", token), new("Input.Reason", "kept"), new("Signature.Password", TestCity.Password)]);

        HtmlAssert.Status(HttpStatusCode.Unauthorized, page);
        var resumed = HtmlAssert.Ok(await reviewer.Submit(page, ("Input.Email", TestCity.Reviewer.Email), ("Input.Password", TestCity.Password)));
        Assert.Equal(["kept"], resumed.Document.QuerySelectorAll("[name='Input.Reason']").Select(e => e.GetAttribute("value")));
        Assert.DoesNotContain(TestCity.Password, resumed.Source, StringComparison.Ordinal);
    }

    private sealed class PiaAppOfItsOwn : PiaApp;

    private Task<int> StandIn(Person principal, Person deputy, bool keep = false) => app.Db(async db =>
    {
        if (!keep)
            await db.Delegations.ExecuteDeleteAsync();
        var today = DateOnly.FromDateTime(TestCity.Start.DateTime);
        db.Add(new Delegation { Id = Build.Ids(app)(), PrincipalId = principal.Id, CreatedAt = TestCity.Start, DeputyId = deputy.Id, FirstDay = today, LastDay = today });
        return await db.SaveAsync(Build.Actor(app, principal), CancellationToken.None);
    });

    private async Task<Assessment> InReview()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        return assessment;
    }

    /// <summary>Can be submitted at once: the screening finds that no assessment is needed, and the service is described.</summary>
    private Task<Assessment> Ready() => Build.Ready(app);

    private Task<Review> Newest(Assessment assessment) =>
        app.Db(db => db.Reviews.AsNoTracking().Where(r => r.OwnerId == assessment.Id).OrderByDescending(r => r.VersionNumber).FirstAsync());

    private async Task<uint> Seen(Assessment assessment) => (await Newest(assessment)).Version;

    private Task<List<ReviewEvent>> Events(Assessment assessment) =>
        app.Db(db => db.ReviewEvents.AsNoTracking().Where(e => e.OwnerId == assessment.Id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    private static (string Name, string Value)[] Values(Assessment assessment, uint seen, (string Name, string? Value)[] values) =>
        [("Seen", seen.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Input.Statement", $"About {assessment.Reference}."), .. values.Select(v => (v.Name, v.Value!))];

    private static string Url(Assessment assessment, string path) => $"/assessments/{assessment.Reference}/{path}";
}
