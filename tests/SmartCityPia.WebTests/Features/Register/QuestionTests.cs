using System.Net;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Features.Register.Questions;
using SmartCityPia.WebTests.Features.Notices;
using Xunit;
using static SmartCityPia.TestSupport.TestCity;

namespace SmartCityPia.WebTests.Features.Register;

/// <summary>What people without an account ask from the register, and what they hear.</summary>
public sealed class QuestionTests(MailApp app) : IClassFixture<MailApp>
{
    private const string Said = "Do the cameras in the north see into the school yard?";

    [Fact]
    public async Task Question_FromRegisterToAnswer_IsReadByTheLinkAndPublished()
    {
        var (assessment, slug) = await Published();
        using var citizen = app.Anonymous();
        using var officer = await app.SignedIn(Officer);

        var mine = await Ask(citizen, slug, ("Input.Mail", "ada@people.example"), ("Input.MayPublish", "true"));
        var open = HtmlAssert.Ok(await citizen.Get(mine));
        HtmlAssert.Says(open, "It has arrived");
        HtmlAssert.Says(open, Said);
        var question = await Newest();
        Assert.Equal((question.AskedAt.UtcDateTime.Date.AddMonths(1), "ada@people.example"), (question.DueOn.ToDateTime(default), question.Mail));
        Assert.Contains(await app.Db(db => db.Notices.Where(n => n.Kind == NoticeKind.QuestionAsked && n.SubjectId == question.Id).Select(n => n.PersonId).ToListAsync()), id => id == assessment.OwnerId);
        HtmlAssert.SaysNot(HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/answers")), Said);

        HtmlAssert.Says(HtmlAssert.Ok(await officer.Get("/questions")), question.Reference);
        var page = HtmlAssert.Ok(await officer.Get($"/questions/{question.Id}"));
        HtmlAssert.ErrorAt(await officer.Submit(page, "#row-form", null, ("Input.Outcome", "TakenUp"), ("Input.Answer", "No longer."), ("Input.Publish", "true")), "Input.Effect");
        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null, ("Input.Outcome", "TakenUp"), ("Input.Answer", "No longer."), ("Input.Effect", "They are turned away from it."), ("Input.Publish", "true")));
        // Whoever had the page open meanwhile does not overwrite the answer, and keeps what they wrote.
        var late = HtmlAssert.Status(HttpStatusCode.Conflict, await officer.Submit(page, "#row-form", null, ("Input.Outcome", "NotTakenUp"), ("Input.Answer", "They must see it."), ("Input.Publish", "false")));
        HtmlAssert.Says(late, "No longer.");
        HtmlAssert.Value(late, "Input.Answer", "They must see it.");

        foreach (var address in new[] { mine, $"/register/en/{slug}/answers" })
        {
            await Eventually.Holds(async () => (await citizen.Get(address)).Source.Contains("They are turned away from it.", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var told = HtmlAssert.Ok(await citizen.Get(address));
            HtmlAssert.SaysNot(told, Officer.Name);
            HtmlAssert.SaysNot(told, "ada@people.example");
        }

        // One mail, with a link of its own; then the address is gone, and no word of it ever was on the trail.
        await app.With<SendMails, int>(mails => mails.Handle(CancellationToken.None));
        var mail = Assert.Single(app.Mail.Mails.Select(Read), m => m.To.Mailboxes.Single().Address == "ada@people.example");
        Assert.DoesNotContain("school yard", mail.TextBody, StringComparison.Ordinal);
        var link = mail.TextBody!.Split('\n').Single(l => l.Contains("/register/", StringComparison.Ordinal)).Trim();
        Assert.NotEqual(mine, new Uri(link).PathAndQuery);
        HtmlAssert.Says(HtmlAssert.Ok(await citizen.Get(new Uri(link).PathAndQuery)), "No longer.");
        Assert.Null((await Newest()).Mail);
        await app.With<SendMails, int>(mails => mails.Handle(CancellationToken.None));
        Assert.Single(app.Mail.Mails.Select(Read), m => m.To.Mailboxes.Single().Address == "ada@people.example");
        var trail = string.Join('\n', await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == question.Id).Select(e => e.Before + e.After + e.Reason).ToListAsync()));
        Assert.Contains(question.Reference, trail, StringComparison.Ordinal);
        foreach (var word in new[] { "school yard", "ada@people.example", "No longer", Convert.ToBase64String(question.KeySha256) })
            Assert.DoesNotContain(word, trail, StringComparison.Ordinal);

        HtmlAssert.Redirects(await officer.Submit(HtmlAssert.Ok(await officer.Get($"/questions/{question.Id}")), "form[action*=Unpublish]", null));
        await Eventually.Holds(async () => !(await citizen.Get($"/register/en/{slug}/answers")).Source.Contains("school yard", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        HtmlAssert.Says(HtmlAssert.Ok(await citizen.Get(mine)), "No longer.");
    }

    [Fact]
    public async Task Answer_WithoutConsent_IsNeverPublished()
    {
        var (_, slug) = await Published();
        using var citizen = app.Anonymous();
        using var officer = await app.SignedIn(Officer);
        await Ask(citizen, slug);
        var question = await Newest();
        var page = HtmlAssert.Ok(await officer.Get($"/questions/{question.Id}"));
        Assert.Empty(page.ValuesOf("Input.Publish"));

        HtmlAssert.ErrorInSummary(HtmlAssert.Status(HttpStatusCode.BadRequest, await officer.SendWithToken($"/questions/{question.Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "No."), ("Input.Publish", "true"))), "not agreed");
        HtmlAssert.Redirects(await officer.Submit(page, "#row-form", null, ("Input.Outcome", "Answered"), ("Input.Answer", "No.")));
        Assert.Null((await Newest()).PublishedAt);
    }

    [Fact]
    public async Task Form_TooEarlyTwiceOrOver_LosesNothingAndAsksOnce()
    {
        // A day passes here: the sessions of the others would be over.
        await using var own = new WebApp();
        await own.InitializeAsync();
        var (_, slug) = await Published(own);
        using var citizen = own.Anonymous();
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        (string, string?)[] typed = [("Input.Kind", "Complaint"), ("Input.Text", Said)];

        var early = HtmlAssert.Status(HttpStatusCode.BadRequest, await citizen.Submit(form, typed));
        HtmlAssert.ErrorInSummary(early, "faster than anybody writes");
        HtmlAssert.Value(early, "Input.Text", Said);
        own.Clock.Advance(AskTicket.Earliest);
        var first = To(await citizen.Submit(early, typed));
        Assert.Equal(first, To(await citizen.Submit(early, typed)));
        Assert.Equal(1, await own.Db(db => db.PublicQuestions.CountAsync()));

        own.Clock.Advance(AskTicket.Latest);
        var over = HtmlAssert.Status(HttpStatusCode.BadRequest, await citizen.Submit(early, typed));
        HtmlAssert.Value(over, "Input.Text", Said);
        own.Clock.Advance(AskTicket.Earliest);
        HtmlAssert.Redirects(await citizen.Submit(over, typed));
        Assert.Equal(2, await own.Db(db => db.PublicQuestions.CountAsync()));
    }

    [Theory]
    [InlineData("Input.Kind", "7")]
    [InlineData("Input.Text", "")]
    [InlineData("Input.Mail", "no address")]
    [InlineData("Input.Text", null)]
    public async Task Form_Hostile_IsRefusedAtTheField(string field, string? value)
    {
        var (_, slug) = await Published();
        using var citizen = app.Anonymous();
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        app.Clock.Advance(AskTicket.Earliest);
        var before = await Count();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Input.Kind"] = "Question", ["Input.Text"] = Said, [field] = value ?? new string('x', PublicQuestionDetails.TextMaxLength + 1) };

        HtmlAssert.ErrorAt(HtmlAssert.Status(HttpStatusCode.BadRequest, await citizen.Submit(form, [.. fields.Select(f => (f.Key, (string?)f.Value))])), field);
        Assert.Equal(before, await Count());
    }

    [Fact]
    public async Task Form_OfAnotherServiceOrForged_IsRefused()
    {
        var ((_, slug), (_, other)) = (await Published(), await Published("Benches that count"));
        using var citizen = app.Anonymous();
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        app.Clock.Advance(AskTicket.Earliest);
        var ticket = form.ValuesOf("Ticket").Single();
        foreach (var (address, carried) in new[] { ($"/register/en/{other}/ask", ticket), ($"/register/en/{slug}/ask", ticket[..^4]), ($"/register/en/{slug}/ask", "") })
            HtmlAssert.Status(HttpStatusCode.BadRequest, await citizen.Send(address, [new("Ticket", carried), new("Input.Kind", "Question"), new("Input.Text", Said)]));
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/register/en/{slug}/ask") { Content = new FormUrlEncodedContent([new("Ticket", ticket), new("Input.Kind", "Question"), new("Input.Text", Said)]) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var refused = await citizen.Http.SendAsync(foreign);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Pages_OfAQuestion_SetNoCookieAndAreKeptByNobody()
    {
        var (_, slug) = await Published();
        using var citizen = app.Anonymous();
        var mine = await Ask(citizen, slug);
        foreach (var address in new[] { $"/register/en/{slug}/ask", mine })
        {
            using var response = await citizen.Http.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"), address);
            Assert.True(response.Headers.CacheControl!.NoStore, address);
            Assert.Single(await app.Queries.During(async () => HtmlAssert.Ok(await citizen.Get(address))));
        }
        Assert.DoesNotContain(app.Log.All, line => line.Contains(mine.Split('=')[1], StringComparison.Ordinal));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get("/register/en/question"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get("/register/en/question?key=" + new string('x', 43)));
        HtmlAssert.Status(HttpStatusCode.NotFound, await citizen.Get("/register/en/no-such-service/ask"));
    }

    [Fact]
    public async Task Mail_NotTaken_IsTriedAgainAndForgottenAfterAMonth()
    {
        await using var own = new MailApp();
        await own.InitializeAsync();
        var (_, slug) = await Published(own);
        using var citizen = own.Anonymous();
        using var officer = await own.SignedIn(Officer);
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        own.Clock.Advance(AskTicket.Earliest);
        HtmlAssert.Redirects(await citizen.Submit(form, ("Input.Kind", "Question"), ("Input.Text", Said), ("Input.Mail", "ada@people.example")));
        var question = await own.Db(db => db.PublicQuestions.AsNoTracking().SingleAsync());
        HtmlAssert.Redirects(await officer.SendWithToken($"/questions/{question.Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "No.")));
        own.Mail.Refusal = "550 nobody here";

        await own.With<SendMails, int>(mails => mails.Handle(CancellationToken.None));
        question = await own.Db(db => db.PublicQuestions.AsNoTracking().SingleAsync());
        Assert.Equal(("ada@people.example", 1), (question.Mail, question.MailAttempts));
        Assert.True(question.MailDue > own.Clock.GetUtcNow());

        foreach (var (days, kept) in new[] { (20, true), (20, false) })
        {
            own.Clock.Advance(TimeSpan.FromDays(days));
            await own.With<CarryOutPeriods, bool>(async periods =>
            {
                await periods.Handle(CancellationToken.None);
                return true;
            });
            question = await own.Db(db => db.PublicQuestions.AsNoTracking().SingleAsync());
            Assert.Equal((kept, kept), (question.Mail is not null, question.MailDue is not null));
        }
        own.Mail.Refusal = null;
        await own.With<SendMails, int>(mails => mails.Handle(CancellationToken.None));
        Assert.DoesNotContain(own.Mail.Mails.Select(Read), m => m.To.Mailboxes.Single().Address == "ada@people.example");
    }

    [Fact]
    public async Task Ask_TooOftenFromOneNetwork_KeepsWhatWasTyped()
    {
        await using var own = new WebApp();
        own.Settings["Register:QuestionsPerHour"] = "1";
        await own.InitializeAsync();
        var (_, slug) = await Published(own);
        using var citizen = own.Anonymous();
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        var second = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        own.Clock.Advance(AskTicket.Earliest);
        HtmlAssert.Redirects(await citizen.Submit(form, ("Input.Kind", "Question"), ("Input.Text", Said)));

        var refused = HtmlAssert.Status(HttpStatusCode.TooManyRequests, await citizen.Submit(second, ("Input.Kind", "Question"), ("Input.Text", "And who else?")));
        HtmlAssert.Value(refused, "Input.Text", "And who else?");
        Assert.Equal(1, await own.Db(db => db.PublicQuestions.CountAsync()));
    }

    [Fact]
    public async Task Service_Withdrawn_ItsAnswersAreNotTold()
    {
        var (assessment, slug) = await Published();
        using var citizen = app.Anonymous();
        using var officer = await app.SignedIn(Officer);
        using var reviewer = await app.SignedIn(Reviewer);
        var mine = await Ask(citizen, slug, ("Input.MayPublish", "true"));
        HtmlAssert.Redirects(await officer.SendWithToken($"/questions/{(await Newest()).Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "Only at night."), ("Input.Publish", "true")));
        await Eventually.Holds(async () => (await citizen.Get($"/register/en/{slug}/answers")).Source.Contains("Only at night.", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var withdraw = HtmlAssert.Ok(await reviewer.Get($"/assessments/{assessment.Reference}/register/withdraw"));
        HtmlAssert.Redirects(await reviewer.Submit(withdraw, ("Input.Reason", "It has ended."), ("Signature.Password", Password)));

        await Eventually.Holds(async () => !(await citizen.Get($"/register/en/{slug}/answers")).Source.Contains("Only at night.", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        HtmlAssert.Says(HtmlAssert.Ok(await citizen.Get(mine)), "Only at night.");
    }

    [Fact]
    public async Task Question_OfAnotherAgency_IsNotThere()
    {
        var (_, slug) = await Published();
        using var citizen = app.Anonymous();
        await Ask(citizen, slug);
        var question = await Newest();
        using var elsewhere = await app.SignedIn(TransportOfficer);
        using var reviewer = await app.SignedIn(Reviewer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await elsewhere.Get($"/questions/{question.Id}"));
        HtmlAssert.Status(HttpStatusCode.NotFound, await elsewhere.SendWithToken($"/questions/{question.Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "No.")));
        HtmlAssert.SaysNot(HtmlAssert.Ok(await elsewhere.Get("/questions")), question.Reference);
        HtmlAssert.SaysNot(HtmlAssert.Ok(await reviewer.Get($"/questions/{question.Id}")), "Send the answer");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reviewer.SendWithToken($"/questions/{question.Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "No.")));
    }

    [Fact]
    public async Task Questions_LateAndOld_AreRemindedOfAndDeleted()
    {
        await using var own = new WebApp();
        await own.InitializeAsync();
        var (_, slug) = await Published(own);
        using var citizen = own.Anonymous();
        using var officer = await own.SignedIn(Officer);
        // Without mail no address is asked for.
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        Assert.Empty(form.ValuesOf("Input.Mail"));
        foreach (var publish in new[] { true, false, false })
        {
            var page = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
            own.Clock.Advance(AskTicket.Earliest);
            HtmlAssert.Redirects(await citizen.Submit(page, ("Input.Kind", "Opinion"), ("Input.Text", Said), ("Input.MayPublish", publish ? "true" : "false")));
        }
        var all = await own.Db(db => db.PublicQuestions.OrderBy(q => q.Id).ToListAsync());
        foreach (var question in all.Take(2))
            HtmlAssert.Redirects(await officer.SendWithToken($"/questions/{question.Id}", ("Input.Outcome", "Answered"), ("Input.Answer", "Yes."), ("Input.Publish", question.MayPublish ? "true" : "false")));

        own.Clock.Advance(TimeSpan.FromDays(26));
        await own.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));
        own.Clock.Advance(TimeSpan.FromDays(10));
        await own.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));
        var told = await own.Db(db => db.Notices.Where(n => n.Kind == NoticeKind.QuestionDue || n.Kind == NoticeKind.QuestionLate).Select(n => new { n.Kind, n.SubjectId }).Distinct().OrderBy(n => n.Kind).ToListAsync());
        Assert.Equal([(NoticeKind.QuestionDue, all[2].Id), (NoticeKind.QuestionLate, all[2].Id)], told.Select(n => (n.Kind, n.SubjectId)));

        own.Clock.Advance(TimeSpan.FromDays(366 * 2));
        await own.With<CarryOutPeriods, bool>(async periods =>
        {
            await periods.Handle(CancellationToken.None);
            return true;
        });
        // The published one stays, the answered one goes, and who still waits is not forgotten.
        Assert.Equal([all[0].Id, all[2].Id], await own.Db(db => db.PublicQuestions.OrderBy(q => q.Id).Select(q => q.Id).ToListAsync()));
    }

    private static MimeMessage Read(string mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail)));

    private Task<(Assessment Assessment, string Slug)> Published(string? name = null) => Published(app, name);

    private static async Task<(Assessment Assessment, string Slug)> Published(PiaApp app, string? name = null)
    {
        var assessment = await Build.Prefilled(app);
        if (name is not null)
            await app.Db(db => db.ServiceDescriptions.Where(d => d.Id == assessment.DescriptionId).ExecuteUpdateAsync(s => s.SetProperty(d => d.Name, name)));
        await Build.Submit(app, assessment);
        await Build.Act(app, assessment, ReviewRole.Reviewer, Reviewer, scene => scene.Review.Decide(scene.By, new() { Decision = Decision.Approve, Statement = "So be it." }, scene.All, scene.Today));
        return (assessment, await Build.Publish(app, assessment));
    }

    private async Task<string> Ask(PiaClient citizen, string slug, params (string, string?)[] more)
    {
        var form = HtmlAssert.Ok(await citizen.Get($"/register/en/{slug}/ask"));
        app.Clock.Advance(AskTicket.Earliest);
        return To(await citizen.Submit(form, [("Input.Kind", "Question"), ("Input.Text", Said), .. more]));
    }

    private static string To(HtmlPage page) => HtmlAssert.Redirects(page).Headers.Location!.OriginalString;

    private Task<PublicQuestion> Newest() => app.Db(db => db.PublicQuestions.AsNoTracking().OrderByDescending(q => q.Id).FirstAsync());

    private Task<int> Count() => app.Db(db => db.PublicQuestions.CountAsync());
}
