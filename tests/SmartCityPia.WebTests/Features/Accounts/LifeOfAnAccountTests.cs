using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>From the invitation to the last day: every state can be entered and left.</summary>
public sealed class LifeOfAnAccountTests(WebApp app) : IClassFixture<WebApp>
{
    private const string Chosen = "four unrelated plain words";

    public static TheoryData<string, string> Addresses => new()
    {
        { "s.o'brien@dublincity.ie", "s.o'brien@dublincity.ie" },
        { "grainne.d'arcy@city.ie", "GRAINNE.D'ARCY@CITY.IE" },
        { "josé.peña@ciudad.example", "JOSÉ.PEÑA@ciudad.example" },
        { "poststelle@bücher-stadt.example", "poststelle@xn--bcher-stadt-thb.example" },
        { "r&d@city.example", "R&D@city.example" },
        { "o#x@city.example", "o#x@city.example" },
        { "\"two words\"@city.example", "\"two words\"@city.example" },
        { "root@[192.0.2.1]", "root@[192.0.2.1]" },
        { "  blank.around@city.example\u00A0", "blank.around@city.example" },
        { "王@例え.jp", "王@例え.jp" },
    };

    [Theory, MemberData(nameof(Addresses))]
    public async Task Invite_AnyAddressThereIs_ComesInWithIt(string typed, string signsInAs)
    {
        var (_, link) = await Invite(app, typed);
        using var person = app.Anonymous();

        HtmlAssert.Redirects(await person.Post(link!, ("Input.Password", Chosen)), "/account/sign-in");

        HtmlAssert.Redirects(await person.Post("/account/sign-in", ("Input.Email", signsInAs), ("Input.Password", Chosen)), "/");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("@city.example")]
    [InlineData("a@")]
    [InlineData("a b@city.example")]
    [InlineData("a..b@city.example")]
    [InlineData(".a@city.example")]
    [InlineData("a@-city.example")]
    [InlineData("a@city..example")]
    [InlineData("a@b@city.example")]
    [InlineData("a\u200B@city.example")]
    [InlineData("a@[300.1.1.1]")]
    public async Task Invite_NoAddress_IsRefusedAtTheField(string typed)
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.ErrorAt(await administrator.Post("/accounts/invite", Form(typed)), "Input.Email", "such as name@city.example");
    }

    [Fact]
    public async Task Invite_EightAtOnce_OneIsMadeAndTheOthersAreToldSo()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var token = await administrator.Token();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.Send("/accounts/invite",
            [new("__RequestVerificationToken", token), .. Form("eight@city.example").Select(f => KeyValuePair.Create(f.Name, f.Value!))])));

        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.Redirect));
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Redirect), a => HtmlAssert.ErrorAt(a, "Input.Email", "already"));
        Assert.Equal(1, await app.Db(db => db.Users.CountAsync(u => u.Email == "eight@city.example")));
    }

    [Fact]
    public async Task Invite_LinkRanOut_IsShownAndRenewed()
    {
        await using var own = await Start();
        var (id, link) = await Invite(own, "maya@city.example");
        own.Clock.Advance(TimeSpan.FromHours(25));
        using var person = own.Anonymous();
        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.BadRequest, await person.Get(link!)), "has run out");
        using var administrator = await SignIn(own, TestCity.Administrator);
        HtmlAssert.Says(await administrator.Get("/accounts"), "invitation run out");

        var again = await Press(administrator, id, "Link");
        var renewed = new Uri(again.One(".callout code").TextContent).PathAndQuery;

        HtmlAssert.Status(HttpStatusCode.BadRequest, await person.Get(link!));
        HtmlAssert.Redirects(await person.Post(renewed, ("Input.Password", Chosen)), "/account/sign-in");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await person.Get(renewed));
        // Without mail the administrator saw the link, and the trail says so.
        Assert.Equal(2, await own.Db(db => db.AuditEvents.CountAsync(e => e.SubjectId == id && e.Verb == "LinkHandedOver")));
    }

    [Fact]
    public async Task Invite_WithMail_ShowsTheLinkToNobody()
    {
        await using var own = await Start(mail: true);
        using var administrator = await own.SignedIn(TestCity.Administrator);

        var page = await administrator.Follow(HtmlAssert.Redirects(await administrator.Post("/accounts/invite", Form("mailed@city.example")), "/accounts"));

        HtmlAssert.Says(page, "on its way by mail");
        Assert.DoesNotContain("code=", page.Source, StringComparison.Ordinal);
        Assert.Equal(1, await own.With<SendMails, int>(send => send.Handle(CancellationToken.None)));
        Assert.Equal(0, await own.Db(db => db.AuditEvents.CountAsync(e => e.Verb == "LinkHandedOver")));
    }

    [Fact]
    public async Task Forgotten_KnownOrNot_SaysTheSameAndMailsOnlyTheKnown()
    {
        await using var own = await Start(mail: true);
        using var stranger = own.Anonymous();
        var texts = new List<string>();
        foreach (var address in new[] { TestCity.Officer.Email.ToUpperInvariant(), "nobody@test.example" })
            texts.Add(HtmlAssert.Ok(await stranger.Post("/account/forgotten-password", ("Input.Email", address))).Text);
        Assert.Equal(texts[0], texts[1]);

        await Eventually.Holds(() => own.Db(db => db.Notices.AnyAsync(n => n.PersonId == TestCity.Officer.Id && n.Kind == NoticeKind.PasswordForgotten)), TestContext.Current.CancellationToken);
        Assert.Equal(1, await own.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.PasswordForgotten)));
        // Once in a while: nobody's mailbox is filled.
        await own.With<ForgottenPassword, int>(async forgotten => { await forgotten.Handle(TestCity.Officer.Email, "test", CancellationToken.None); return 0; });
        Assert.Equal(1, await own.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.PasswordForgotten)));
        using var officer = await own.SignedIn(TestCity.Officer);
        HtmlAssert.Ok(await officer.Get("/"));

        var link = await own.With<OneTimeLinks, string>(links => links.Make(TestCity.Officer.Id, LinkKind.NewPassword, CancellationToken.None));
        HtmlAssert.Redirects(await stranger.Post(link, ("Input.Password", Chosen)), "/account/sign-in");

        HtmlAssert.Status(HttpStatusCode.BadRequest, await stranger.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", TestCity.Password)));
        HtmlAssert.Redirects(await stranger.Post("/account/sign-in", ("Input.Email", TestCity.Officer.Email), ("Input.Password", Chosen)), "/");
        // Who was signed in with the former one is out.
        HtmlAssert.Redirects(await officer.Get("/"));
    }

    [Fact]
    public async Task Forgotten_Link_RunsOutAfterAnHour()
    {
        await using var own = await Start();
        var link = await own.With<OneTimeLinks, string>(links => links.Make(TestCity.Officer.Id, LinkKind.NewPassword, CancellationToken.None));
        using var person = own.Anonymous();
        own.Clock.Advance(TimeSpan.FromMinutes(59));
        HtmlAssert.Ok(await person.Get(link));
        own.Clock.Advance(TimeSpan.FromMinutes(2));

        HtmlAssert.Status(HttpStatusCode.BadRequest, await person.Get(link));
    }

    [Fact]
    public async Task Password_Changed_OtherSessionsEndAndThisOneGoesOn()
    {
        var person = await Build.Person(app, "Petra Password", Roles.Officer, TestCity.Hall);
        using var here = await SignIn(app, person);
        using var there = await SignIn(app, person);

        HtmlAssert.ErrorAt(await here.Post("/account/password", ("Signature.Password", "not mine"), ("Input.Password", Chosen)), "Signature.Password", "not your password");
        HtmlAssert.ErrorAt(await here.Post("/account/password", ("Signature.Password", TestCity.Password), ("Input.Password", "short")), "Input.Password", "12 characters");
        HtmlAssert.Ok(await there.Get("/"));
        HtmlAssert.Redirects(await here.Post("/account/password", ("Signature.Password", TestCity.Password), ("Input.Password", Chosen)), "/account");

        HtmlAssert.Ok(await here.Get("/account"));
        HtmlAssert.Redirects(await there.Get("/"));
    }

    [Fact]
    public async Task Mine_NameAndTimeZone_AreSavedAndSeenAtOnce()
    {
        var person = await Build.Person(app, "Nina Name", Roles.Officer, TestCity.Hall);
        using var client = await SignIn(app, person);

        HtmlAssert.Redirects(await client.Post("/account", ("Input.Name", "Nina Novák"), ("Input.TimeZone", "Europe/Lisbon"), ("Input.Language", "pt")), "/account");
        HtmlAssert.ErrorAt(await client.Post("/account", ("Input.TimeZone", "Europe/Atlantis")), "Input.TimeZone");

        Assert.Contains("Nina Novák", (await client.Get("/")).One("header .me").TextContent, StringComparison.Ordinal);
        var stored = await app.Db(db => db.Users.SingleAsync(u => u.Id == person.Id));
        Assert.Equal(("Nina Novák", "Europe/Lisbon", "pt"), (stored.DisplayName, stored.TimeZone, stored.Language));
    }

    [Fact]
    public async Task Address_Changed_CountsOnceTheLinkWasOpened()
    {
        await using var own = await Start(mail: true);
        using var officer = await SignIn(own, TestCity.Officer);
        HtmlAssert.Redirects(await officer.Post("/account/address", ("Input.Email", " o'new@test.example "), ("Signature.Password", TestCity.Password)), "/account");
        Assert.Equal(TestCity.Officer.Email, await own.Db(db => db.Users.Where(u => u.Id == TestCity.Officer.Id).Select(u => u.Email).SingleAsync()));

        var link = await own.With<OneTimeLinks, string>(async links => await links.Make(TestCity.Officer.Id, LinkKind.NewAddress, CancellationToken.None, await links.AddressOf(TestCity.Officer.Id, CancellationToken.None)));
        using var anybody = own.Anonymous();
        // A program that reads mail opens it; only the button counts.
        HtmlAssert.Says(HtmlAssert.Ok(await anybody.Get(link)), "o'new@test.example");
        HtmlAssert.Redirects(await anybody.Post(link), "/account/sign-in");

        HtmlAssert.Redirects(await anybody.Post("/account/sign-in", ("Input.Email", "O'NEW@test.example"), ("Input.Password", TestCity.Password)), "/");
        HtmlAssert.Status(HttpStatusCode.BadRequest, await anybody.Get(link));
    }

    [Fact]
    public async Task Person_RoleAndOrganisationChanged_SessionsEndAndTheTrailHasBoth()
    {
        var person = await Build.Person(app, "Rolf Role", Roles.Officer, TestCity.Hall, cityWide: true);
        using var client = await SignIn(app, person);
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var form = await administrator.Get($"/accounts/{person.Id}");

        HtmlAssert.Redirects(await administrator.Submit(form, "#row-form", null, ("Input.Role", "Reviewer"), ("Input.DataProtectionOfficer", "true"), ("Input.OrganisationId", TestCity.Transport.ToString())));

        HtmlAssert.Redirects(await client.Get("/"));
        using var again = await SignIn(app, person);
        HtmlAssert.Ok(await again.Get("/reviews/deputies"));
        var change = await app.Db(db => db.AuditEvents.SingleAsync(e => e.SubjectId == person.Id && e.Verb == "Changed"));
        Assert.Contains("\"role\":\"Officer\"", change.Before, StringComparison.Ordinal);
        Assert.Contains("\"role\":\"Reviewer\"", change.After, StringComparison.Ordinal);
        // The same form once more was filled in on what is no longer so.
        HtmlAssert.Status(HttpStatusCode.Conflict, await administrator.Submit(form, "#row-form", null, ("Input.Name", "Other")));
    }

    [Fact]
    public async Task Person_OwnRoleOrLastAdministrator_Stays()
    {
        await using var own = await Start();
        using var administrator = await own.SignedIn(TestCity.Administrator);
        var page = await administrator.Get($"/accounts/{TestCity.Administrator.Id}");
        Assert.Null(page.Find("form[action$='handler=Deactivate']"));

        HtmlAssert.ErrorAt(await administrator.Submit(page, "#row-form", null, ("Input.Role", "Officer")), "Input.Role", "your own role");
        HtmlAssert.ErrorInSummary(await administrator.SendWithToken($"/accounts/{TestCity.Administrator.Id}?handler=Deactivate", ("Reason", "leaves")), "your own account");
    }

    [Fact]
    public async Task Deactivate_WithOpenWork_HandsItOverAndEndsEverything()
    {
        var leaver = await Build.Person(app, "Lea Leaver", Roles.Officer, TestCity.Hall, cityWide: true);
        var assessment = await Build.Assessment(app);
        await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.OwnerId, leaver.Id)));
        var action = await Build.Add(app, new ActionItem { Id = Build.Ids(app)(), OwnerId = assessment.Id, What = "Put up signs", Responsible = leaver.Name });
        using var client = await SignIn(app, leaver);
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var address = $"/accounts/{leaver.Id}?handler=Deactivate";

        HtmlAssert.ErrorAt(await administrator.SendWithToken(address, ("Reason", "Left the city")), "SuccessorId", "takes it over");
        HtmlAssert.ErrorAt(await administrator.SendWithToken(address, ("Reason", "Left"), ("SuccessorId", TestCity.Vendor.Id.ToString())), "SuccessorId");
        HtmlAssert.ErrorAt(await administrator.SendWithToken(address, ("SuccessorId", TestCity.Colleague.Id.ToString())), "Reason");
        HtmlAssert.Redirects(await administrator.SendWithToken(address, ("Reason", "Left the city"), ("SuccessorId", TestCity.Colleague.Id.ToString())));

        HtmlAssert.Redirects(await client.Get("/"));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await client.Post("/account/sign-in", ("Input.Email", leaver.Email), ("Input.Password", TestCity.Password)));
        Assert.Equal(TestCity.Colleague.Id, await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.OwnerId).SingleAsync()));
        Assert.Equal(TestCity.Colleague.Name, (await Build.Stored<ActionItem>(app, action.Id))!.Responsible);
        Assert.True(await app.Db(db => db.Notices.AnyAsync(n => n.PersonId == TestCity.Colleague.Id && n.Kind == NoticeKind.HandedOver && n.Reference == assessment.Reference)));
        Assert.Equal("Left the city", await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == leaver.Id && e.Verb == "Deactivated").Select(e => e.Reason).SingleAsync()));
        Assert.Contains("deactivated", (await administrator.Get($"/accounts/{leaver.Id}")).Text, StringComparison.Ordinal);

        await Press(administrator, leaver.Id, "Reactivate");
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", leaver.Email), ("Input.Password", TestCity.Password)), "/");
    }

    [Fact]
    public async Task Deactivate_Reviewer_IsNobodysDeputyAndChosenForNothing()
    {
        var (leaver, deputy) = (await Build.Person(app, "Rosa Reviewer", Roles.Reviewer, TestCity.Hall, cityWide: true), TestCity.Colleague);
        await Build.Add(app, [new Delegation { Id = Build.Ids(app)(), PrincipalId = leaver.Id, DeputyId = deputy.Id, FirstDay = new(2026, 1, 1), LastDay = new(2026, 12, 31), CreatedAt = TestCity.Start }]);
        using var reviewer = await app.SignedIn(TestCity.Reviewer);
        Assert.Contains(leaver.Id.ToString(), (await reviewer.Get("/reviews/deputies")).Source, StringComparison.Ordinal);
        using var administrator = await app.SignedIn(TestCity.Administrator);

        HtmlAssert.Redirects(await administrator.SendWithToken($"/accounts/{leaver.Id}?handler=Deactivate", ("Reason", "Left")));

        Assert.DoesNotContain(leaver.Id.ToString(), (await reviewer.Get("/reviews/deputies")).Source, StringComparison.Ordinal);
        Assert.True(await app.Db(db => db.Delegations.AllAsync(d => d.PrincipalId != leaver.Id || d.RevokedAt != null)));
    }

    [Fact]
    public async Task Unlock_ByAnAdministrator_EndsTheDelay()
    {
        var person = await Build.Person(app, "Dora Delayed", Roles.Officer, TestCity.Hall);
        using var client = app.Anonymous();
        for (var attempt = 0; attempt <= SignInBudget.Free; attempt++)
            await client.Post("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", "guess"));
        using var administrator = await app.SignedIn(TestCity.Administrator);

        await Press(administrator, person.Id, "Unlock");

        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", TestCity.Password)), "/");
    }

    [Fact]
    public async Task AccessReview_OnceAYear_IsAskedForAndNoted()
    {
        await using var own = await Start();
        own.Clock.Advance(TimeSpan.FromDays(366));
        await own.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));
        await own.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));
        Assert.Equal(1, await Reminders());

        using var administrator = await SignIn(own, TestCity.Administrator);
        HtmlAssert.Says(await administrator.Get("/accounts/access-review"), "Nobody has gone through it yet");
        HtmlAssert.Redirects(await administrator.SendWithToken("/accounts/access-review"));
        HtmlAssert.Says(await administrator.Get("/accounts/access-review"), "Adam Administrator last went through it");
        await own.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));
        Assert.Equal(1, await Reminders());

        Task<int> Reminders() => own.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.AccessReviewDue));
    }

    [Fact]
    public async Task Lead_HandedOver_AlsoWhileTheAssessmentIsClosed()
    {
        var assessment = await Build.Prefilled(app);
        await Build.Submit(app, assessment);
        using var officer = await app.SignedIn(TestCity.Officer);
        var address = $"/assessments/{assessment.Reference}/lead";

        HtmlAssert.ErrorAt(await officer.Post(address), "OfficerId");
        // The transport agency's officer does not see it.
        HtmlAssert.ErrorAt(await officer.Post(address, ("OfficerId", TestCity.TransportOfficer.Id.ToString())), "OfficerId");
        HtmlAssert.Redirects(await officer.Post(address, ("OfficerId", TestCity.Colleague.Id.ToString())));

        HtmlAssert.Says(await officer.Get($"/assessments/{assessment.Reference}"), TestCity.Colleague.Name);
        Assert.True(await app.Db(db => db.AuditEvents.AnyAsync(e => e.OwnerId == assessment.Id && e.Verb == "HandedOver")));
    }

    [Fact]
    public async Task People_OfOneName_AreToldApartWhereverOneIsChosen()
    {
        var (first, second) = (await Build.Person(app, "Maria Silva", Roles.Reviewer, TestCity.Hall), await Build.Person(app, "Maria Silva", Roles.Reviewer, TestCity.Transport));
        var (third, fourth) = (await Build.Person(app, "Maria Silva", Roles.Auditor, TestCity.Hall), await Build.Person(app, "Maria Silva", Roles.Auditor, TestCity.Hall));
        var assessment = await Build.Assessment(app);
        foreach (var (who, address) in new[]
        {
            (TestCity.Reviewer, "/reviews/deputies"), (TestCity.Administrator, "/accounts/auditors/new"), (TestCity.Officer, $"/assessments/{assessment.Reference}/evidence/ask"),
            (TestCity.Administrator, "/history"), (TestCity.Officer, $"/assessments/{assessment.Reference}/comments/new?on=Service"),
        })
        {
            using var client = await app.SignedIn(who);
            var labels = HtmlAssert.Ok(await client.Get(address)).Texts("option").Where(t => t.Contains("Maria Silva", StringComparison.Ordinal)).ToList();
            Assert.True(labels.Count >= 2, address);
            Assert.Equal(labels.Count, labels.Distinct().Count());
            Assert.All(labels, label => Assert.Contains(new[] { first, second, third, fourth }, p => label == $"Maria Silva · {(p.OrganisationId == TestCity.Hall ? "City hall" : "Transport agency")} · {p.Email}"));
        }
    }

    /// <summary>An officer invites only for vendors that their own agency asked, and whoever comes first is confirmed by an administrator.</summary>
    [Fact]
    public async Task VendorPeople_OfOwnRequestsAlone_FirstOneConfirmed()
    {
        await using var own = await Start(mail: true);
        var firm = Build.Ids(own)();
        await own.Db(db => db.Database.ExecuteSqlAsync($"INSERT INTO organisations (id, name, name_key, kind, changed_at, changed_by_id) VALUES ({firm}, 'New firm', 'NEW FIRM', 'ServiceOperator', now(), {TestCity.Officer.Id})"));
        using var officer = await own.SignedIn(TestCity.Officer);
        (string, string?)[] person = [("Input.Name", "Vera First"), ("Input.Email", "vera@firm.example"), ("Input.OrganisationId", firm.ToString())];
        HtmlAssert.ErrorAt(await officer.SendWithToken("/descriptions/people", [.. person.Select(f => (f.Item1, f.Item2!))]), "Input.OrganisationId", "has not asked");

        HtmlAssert.Redirects(await officer.Post("/descriptions/new", ("Input.Name", "Bins"), ("Input.VendorId", firm.ToString()), ("Input.Message", "Please describe."), ("Input.DueOn", "2026-12-31")));
        var invited = await officer.Follow(HtmlAssert.Redirects(await officer.SendWithToken("/descriptions/people", [.. person.Select(f => (f.Item1, f.Item2!))])));
        HtmlAssert.Says(invited, "An administrator has to act next");
        Assert.Equal(0, await own.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.Invited)));
        var id = await own.Db(db => db.Users.Where(u => u.Email == "vera@firm.example").Select(u => u.Id).SingleAsync());

        // An officer of an agency that asked nobody sees neither the person nor the vendor.
        using var other = await own.SignedIn(TestCity.TransportOfficer);
        var theirs = HtmlAssert.Ok(await other.Get("/descriptions/people"));
        Assert.DoesNotContain("Vera First", theirs.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("New firm", theirs.Source, StringComparison.Ordinal);
        HtmlAssert.Status(HttpStatusCode.NotFound, await other.SendWithToken("/descriptions/people?handler=Link", ("id", id.ToString())));

        using var administrator = await own.SignedIn(TestCity.Administrator);
        await Press(administrator, id, "Confirm");
        Assert.Equal(1, await own.Db(db => db.Notices.CountAsync(n => n.Kind == NoticeKind.Invited && n.PersonId == id)));
    }

    private static (string Name, string? Value)[] Form(string email) =>
        [("Input.Name", "Nora New"), ("Input.Email", email), ("Input.Role", Roles.Officer), ("Input.OrganisationId", TestCity.Hall.ToString())];

    private static async Task<(Guid Id, string? Link)> Invite(WebApp app, string email)
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        var page = await administrator.Follow(HtmlAssert.Redirects(await administrator.Post("/accounts/invite", Form(email)), "/accounts"));
        var key = MailAddresses.Key(email);
        var id = await app.Db(db => db.Users.Where(u => u.NormalizedEmail == key).Select(u => u.Id).SingleAsync());
        return (id, page.Find(".callout code") is { } code ? new Uri(code.TextContent).PathAndQuery : null);
    }

    private static async Task<HtmlPage> Press(PiaClient administrator, Guid account, string handler) =>
        await administrator.Follow(HtmlAssert.Redirects(await administrator.SendWithToken($"/accounts/{account}?handler={handler}"), $"/accounts/{account}"));

    private static async Task<PiaClient> SignIn(WebApp app, Person person)
    {
        var client = app.Anonymous();
        HtmlAssert.Redirects(await client.Post("/account/sign-in", ("Input.Email", person.Email), ("Input.Password", TestCity.Password)), "/");
        return client;
    }

    private static async Task<WebApp> Start(bool mail = false)
    {
        var app = new WebApp();
        if (mail)
        {
            app.Settings["Mail:Directory"] = Path.Combine(Path.GetTempPath(), "pia-mails-" + Guid.CreateVersion7().ToString("N"));
            app.Settings["Mail:From"] = "pia@city.example";
        }
        await app.InitializeAsync();
        return app;
    }
}
