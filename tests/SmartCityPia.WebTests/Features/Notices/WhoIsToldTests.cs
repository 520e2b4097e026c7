using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Accounts;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Reviews.Comments;
using SmartCityPia.Web.Features.Submissions;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Notices;

/// <summary>
/// Who gets which notice: in the same transaction, never the person who acted, never a person who may not see the subject.
/// </summary>
public sealed class WhoIsToldTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Review_EachStep_TellsThoseConcerned()
    {
        var a = await Written();
        Assert.Equal(["Submitted: Carl Colleague, Dora Dpo, Rita Reviewer"], await Told(() => Build.Submit(app, a)));
        Assert.Equal(["Judged: Carl Colleague, Olga Officer"], await Told(async () =>
        {
            await Judge(a, Step.Data);
            await Judge(a, Step.Flows);
        }));
        Assert.Equal(["OpinionAsked: Carl Colleague, Dora Dpo, Olga Officer"], await Told(() => Build.Act(app, a, ReviewRole.Reviewer, TestCity.Reviewer, s => s.Review.AskOpinion(s.By, "Well?"))));
        Assert.Equal(["OpinionGiven: Carl Colleague, Olga Officer, Rita Reviewer"],
            await Told(() => Build.Act(app, a, ReviewRole.DataProtectionOfficer, TestCity.Dpo, s => s.Review.GiveOpinion(s.By, Opinion.Favourable, "Good.", "Read."))));
        Assert.Equal(["ApprovedWithConditions: Carl Colleague, Dora Dpo, Olga Officer"], await Told(() => Decide(a, Decision.ApproveWithConditions, 5)));
        Assert.Equal(["ConditionDue: Carl Colleague, Olga Officer"], await Told(Remind, "Condition"));
        Assert.Empty(await Told(Remind, "Condition"));
        var condition = await app.Db(db => db.ReviewConditions.AsNoTracking().SingleAsync(c => c.OwnerId == a.Id));
        Assert.Equal(["ConditionMet: Carl Colleague, Olga Officer"], await Told(() => app.Db(db =>
        {
            db.Add(condition.Close(new(Build.Actor(app, TestCity.Reviewer), ReviewRole.Reviewer, false), "Seen."));
            return db.SaveAsync(Build.Actor(app, TestCity.Reviewer), CancellationToken.None);
        })));
    }

    [Fact]
    public async Task Review_OtherEnds_TellThoseConcerned()
    {
        var (back, rejected, approved, withdrawn) = (await Written(), await Written(), await Written(), await Written());
        foreach (var a in new[] { back, rejected, approved, withdrawn })
            await Build.Submit(app, a);

        Assert.Equal(["ChangesRequested: Carl Colleague, Olga Officer"], await Told(() => Build.Act(app, back, ReviewRole.Reviewer, TestCity.Reviewer, s => s.Review.RequestChanges(s.Assessment, s.By, "More."))));
        Assert.Equal(["Rejected: Carl Colleague, Olga Officer"], await Told(() => Decide(rejected, Decision.Reject)));
        Assert.Equal(["Approved: Carl Colleague, Olga Officer"], await Told(() => Decide(approved, Decision.Approve)));
        Assert.Equal(["Withdrawn: Carl Colleague, Dora Dpo, Rita Reviewer"], await Told(() => Build.Act(app, withdrawn, ReviewRole.Author, TestCity.Officer, s => s.Review.Withdraw(s.Assessment, s.By, "Later."))));
    }

    [Fact]
    public async Task Approved_ComesUpAgain_TellsAuthorsAndDecidersOfEachReasonOnce()
    {
        var a = await Written();
        await Build.Submit(app, a);
        await Decide(a, Decision.Approve);

        Assert.Empty(await Told(Remind, "DueAgain"));
        Assert.Equal(["IncidentRecorded: Carl Colleague, Dora Dpo, Rita Reviewer"], await Told(() => Build.Incident(app, a)));
        Assert.Empty(await Told(Remind, "DueAgain"));
        await app.Db(async db =>
        {
            (await db.Assessments.SingleAsync(x => x.Id == a.Id)).StartNewDraft();
            db.Add(new Dataset { Id = Build.Ids(app)(), OwnerId = a.DescriptionId, Name = "Camera log", HolderId = TestCity.Operator });
            return await db.SaveAsync(Build.Actor(app), CancellationToken.None);
        });
        Assert.Equal(["DueAgain: Carl Colleague, Olga Officer, Rita Reviewer"], await Told(Remind, "DueAgain"));
        Assert.Empty(await Told(Remind, "DueAgain"));
        await app.Db(db => db.Reviews.Where(r => r.OwnerId == a.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.ReviewAgainOn, new DateOnly(2026, 3, 1))));
        Assert.Equal(["DueAgain: Carl Colleague, Olga Officer, Rita Reviewer"], await Told(Remind, "DueAgain"));
    }

    [Fact]
    public async Task Comments_TellWhoWroteWhoSpokeAndWhoIsMentioned()
    {
        var a = await Build.Assessment(app);
        var purpose = new Purpose { Id = Build.Ids(app)(), OwnerId = a.DescriptionId, Name = "Count" };
        await app.Db(db =>
        {
            db.Add(purpose);
            return db.SaveAsync(Build.Actor(app, TestCity.Colleague), CancellationToken.None);
        });
        var thread = Guid.Empty;

        Assert.Equal(["Commented: Carl Colleague, Olga Officer", "Mentioned: Alma Auditor"],
            await Told(async () => thread = await Build.Comment(app, a, Step.Service, purpose.Id, "Why?", mentioned: TestCity.Auditor.Id)));
        Assert.Equal(["Commented: Carl Colleague, Rita Reviewer"], await Told(() => Say(a, thread, TestCity.Officer)));
        Assert.Equal(["ThreadResolved: Olga Officer, Rita Reviewer"], await Told(() => app.With<ResolveThread, int>(async resolve =>
        {
            await resolve.Handle(a.Id, thread, true, Build.Actor(app, TestCity.Colleague), CancellationToken.None);
            return 0;
        })));
    }

    [Fact]
    public async Task Evidence_TellsTheAskedAndTheAsker_AndVendorsNothingElse()
    {
        var a = await Build.Assessment(app);
        var asked = new EvidenceRequest { Id = Guid.Empty, OwnerId = a.Id, AskedById = TestCity.Officer.Id, AskedBy = TestCity.Officer.Name, AskedAt = TestCity.Start };

        Assert.Equal(["EvidenceAsked: Viktor Vendor"], await Told(async () => asked = await Build.Request(app, a, TestCity.Operator)));
        Assert.Equal(["EvidenceReminded: Viktor Vendor"], await Told(() => On(asked, TestCity.Officer, r => r.Remind(app.Clock.GetUtcNow()))));
        Assert.Equal(["EvidenceAnswered: Olga Officer"], await Told(() => app.Db(db =>
        {
            db.Add(new EvidenceItem { Id = Build.Ids(app)(), OwnerId = a.Id, Title = "Log", RequestId = asked.Id });
            return db.SaveAsync(Build.Actor(app, TestCity.Vendor), CancellationToken.None);
        })));
        Assert.Equal(["EvidenceRefused: Olga Officer"], await Told(() => On(asked, TestCity.Vendor, r => r.Refuse("Secret.", "V", app.Clock.GetUtcNow()))));
        var other = await Build.Request(app, a, TestCity.Operator);
        Assert.Equal(["EvidenceWithdrawn: Viktor Vendor"], await Told(() => On(other, TestCity.Officer, r => r.Withdraw("Not needed.", "O", app.Clock.GetUtcNow()))));
        await Due(a, -1);
        await Due(a, 2);
        Assert.Equal(["EvidenceDue: Viktor Vendor", "EvidenceLate: Olga Officer, Viktor Vendor"], await Told(Remind, "Evidence"));
        Assert.Empty(await Told(Remind, "Evidence"));

        var vendors = await app.Db(db => db.Notices.AsNoTracking().Where(n => n.PersonId == TestCity.Vendor.Id).ToListAsync());
        Assert.All(vendors.Where(n => !Addresses.Of(n).StartsWith("/descriptions/", StringComparison.Ordinal)),
            n => Assert.True(n.Reference is null && Addresses.Of(n).StartsWith("/evidence-requests/", StringComparison.Ordinal), Addresses.Of(n)));
        using var vendor = await app.SignedIn(TestCity.Vendor);
        HtmlAssert.SaysNot(HtmlAssert.Ok(await vendor.Get("/notices")), a.Reference);
    }

    [Fact]
    public async Task Description_TellsTheVendorAndWhoAsked()
    {
        var a = await Build.Prefilled(app);

        Assert.Equal(["DescriptionAsked: Viktor Vendor"], await Told(() => Build.Asked(app, a)));
        Assert.Equal(["DescriptionDue: Viktor Vendor"], await Told(() => DescriptionDue(2), "Description"));
        Assert.Equal(["DescriptionLate: Olga Officer, Viktor Vendor"], await Told(() => DescriptionDue(-1), "Description"));
        Assert.Empty(await Told(Remind, "Description"));
        var submission = a;
        Assert.Equal(["DescriptionAsked: Viktor Vendor", "DescriptionSubmitted: Olga Officer"], await Told(async () => submission = await Build.Described(app, a)));
        Assert.Equal(["DescriptionReturned: Viktor Vendor"], await Told(() => Build.Returned(app, submission)));
        Assert.Equal(["DescriptionWithdrawn: Viktor Vendor"], await Told(() => app.With<ReturnDescription, bool>(async withdraw =>
            await withdraw.Handle(submission.Id, await Seen(submission), withdraw: true, "Not needed.", Build.Actor(app), CancellationToken.None))));
        var other = await Build.Described(app, a);
        var target = await app.Db(db => db.Assessments.Where(x => x.Id == a.Id).Select(x => x.Version).SingleAsync());
        Assert.Equal(["DescriptionAccepted: Viktor Vendor"], await Told(() => app.With<AcceptDescription, Outcome>(async accept =>
            await accept.Handle(await app.Db(db => db.DescriptionRequests.SingleAsync(r => r.OwnerId == other.Id)), await Seen(other), target, new(null, new HashSet<string>()), Build.Actor(app), CancellationToken.None))));

        var vendors = await app.Db(db => db.Notices.AsNoTracking().Where(n => n.PersonId == TestCity.Vendor.Id && n.Reference != null).ToListAsync());
        Assert.All(vendors, n => Assert.StartsWith($"/descriptions/{n.Reference}", Addresses.Of(n), StringComparison.Ordinal));

        Task<uint> Seen(Assessment of) => app.Db(db => db.DescriptionRequests.Where(r => r.OwnerId == of.Id).Select(r => r.Version).SingleAsync());
    }

    /// <summary>All requests to the vendor are due in this many days.</summary>
    private async Task DescriptionDue(int days)
    {
        var due = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime).AddDays(days);
        await app.Db(db => db.DescriptionRequests.ExecuteUpdateAsync(r => r.SetProperty(x => x.DueOn, due)));
        await Remind();
    }

    [Fact]
    public async Task Delegation_TellsTheDeputy()
    {
        var id = Build.Ids(app)();

        Assert.Equal(["Delegated: Dora Dpo"], await Told(() => app.With<DelegateReviews, FieldError?>(named => named.Handle(
            id, new() { DeputyId = TestCity.Dpo.Id, FirstDay = new(2026, 3, 1), LastDay = new(2026, 3, 31) }, Build.Actor(app, TestCity.Reviewer), CancellationToken.None))));
        Assert.Equal(["DelegationEnded: Dora Dpo"], await Told(() => app.With<RevokeDelegation, bool>(revoke => revoke.Handle(id, Build.Actor(app, TestCity.Reviewer), CancellationToken.None))));
    }

    [Fact]
    public async Task Submitted_WithDeputy_TellsTheDeputyToo()
    {
        var a = await Build.Assessment(app);
        await app.With<DelegateReviews, FieldError?>(named => named.Handle(
            Build.Ids(app)(), new() { DeputyId = TestCity.Colleague.Id, FirstDay = new(2026, 3, 1), LastDay = new(2026, 3, 31) }, Build.Actor(app, TestCity.Dpo), CancellationToken.None));

        Assert.Equal(["Submitted: Carl Colleague, Dora Dpo, Rita Reviewer"], await Told(() => Build.Submit(app, a)));
        await app.Db(db => db.Delegations.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Invitation_TellsTheInvitedPersonOnly()
    {
        Assert.Equal(["Invited: Nora New"], await Told(() => app.With<InvitePerson, Outcome>(invite => invite.Handle(
            new InvitationDetails { Name = "Nora New", Email = "nora@test.example", Role = "Officer", OrganisationId = TestCity.Hall }, handsOver: true, confirmed: true, Build.Actor(app, TestCity.Administrator), CancellationToken.None))));
    }

    [Fact]
    public async Task AuthorOfAnotherAgency_MayNotSeeIt_IsNotTold()
    {
        var a = await Build.Assessment(app);
        await Build.Touch(app, a, TestCity.TransportOfficer);

        Assert.DoesNotContain("Tara", string.Join(' ', await Told(() => Build.Submit(app, a))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RolledBack_TellsNobody()
    {
        var a = await Build.Assessment(app);

        Assert.Empty(await Told(() => app.Db(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(new EvidenceRequest { Id = Build.Ids(app)(), OwnerId = a.Id, What = "It", OrganisationId = TestCity.Operator, DueOn = new(2026, 4, 1), AskedById = TestCity.Officer.Id, AskedBy = "O", AskedAt = TestCity.Start });
            await db.SaveAsync(Build.Actor(app), CancellationToken.None);
            Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == NoticeKind.EvidenceAsked && n.At > DateTimeOffset.MinValue && db.EvidenceRequests.Any(r => r.Id == n.SubjectId && r.What == "It")));
            await transaction.RollbackAsync();
            return 0;
        })));
    }

    [Fact]
    public async Task MailsNobodyTakes_AdministratorsAreTold()
    {
        await app.Db(db => db.Database.ExecuteSqlAsync($"""
            insert into notices (id, person_id, at, kind, subject_id, mail_due, digest, attempts)
            values ({Guid.CreateVersion7()}, {TestCity.Officer.Id}, {app.Clock.GetUtcNow().AddDays(-3)}, 'Approved', {Guid.CreateVersion7()}, {app.Clock.GetUtcNow()}, false, 7)
            """));

        Assert.Equal(["MailWaits: Adam Administrator"], await Told(Remind, "Mail"));
        Assert.Empty(await Told(Remind, "Mail"));
    }

    /// <summary>Who got which notices through an action.</summary>
    /// <param name="only">Only these kinds: reminders also cover rows of other tests.</param>
    private async Task<string[]> Told(Func<Task> act, string only = "")
    {
        var before = await app.Db(db => db.Notices.Select(n => n.Id).ToListAsync());
        await act();
        var told = await app.Db(db => db.Notices.Where(n => !before.Contains(n.Id)).Join(db.Users, n => n.PersonId, u => u.Id, (n, u) => new { n.Kind, u.DisplayName, n.By }).ToListAsync());
        Assert.DoesNotContain(told, t => t.By == t.DisplayName);
        return [.. told.Where(t => t.Kind.ToString().StartsWith(only, StringComparison.Ordinal)).GroupBy(t => t.Kind).Select(g => $"{g.Key}: {string.Join(", ", g.Select(t => t.DisplayName).Order(StringComparer.Ordinal))}").Order(StringComparer.Ordinal)];
    }

    /// <summary>Led by the officer, with a row by the colleague.</summary>
    private async Task<Assessment> Written() => await Build.Touch(app, await Build.Assessment(app), TestCity.Colleague);

    private Task<int> Remind() => app.With<RemindPeople, int>(remind => remind.Handle(CancellationToken.None));

    private Task<bool> Decide(Assessment a, Decision decision, int? days = null) => Build.Act(app, a, ReviewRole.Reviewer, TestCity.Reviewer, s => s.Review.Decide(s.By, new()
    {
        Decision = decision,
        Reason = "Because.",
        Statement = "So be it.",
        Conditions = days is { } due ? [new() { Text = "Put up signs", Responsible = TestCity.Colleague.Name, DueOn = s.Today.AddDays(due) }] : [],
    }, s.All, s.Today));

    private Task<int> Judge(Assessment a, Step step) => app.Db(async db =>
    {
        var review = await db.Reviews.SingleAsync(r => r.OwnerId == a.Id);
        var verdict = new StepVerdict { Id = Build.Ids(app)(), OwnerId = a.Id, ReviewId = review.Id, Step = step };
        verdict.Give(review, new(Build.Actor(app, TestCity.Reviewer), ReviewRole.Reviewer, false), new() { Verdict = Verdict.Accepted });
        db.Add(verdict);
        return await db.SaveAsync(Build.Actor(app, TestCity.Reviewer), CancellationToken.None);
    });

    private Task<FieldError?> Say(Assessment a, Guid threadId, Person by) => app.With<WriteComment, FieldError?>(async write =>
    {
        var thread = await app.Db(db => db.CommentThreads.AsNoTracking().SingleAsync(t => t.Id == threadId));
        return await write.Handle(Build.Ids(app)(), a, thread, new() { Text = "Because." }, Build.Actor(app, by), CancellationToken.None);
    });

    private Task<int> On(EvidenceRequest asked, Person by, Action<EvidenceRequest> step) => app.Db(async db =>
    {
        step(await db.EvidenceRequests.SingleAsync(r => r.Id == asked.Id));
        return await db.SaveAsync(Build.Actor(app, by), CancellationToken.None);
    });

    private Task<EvidenceRequest> Due(Assessment a, int days) => Build.Add(app, new EvidenceRequest
    {
        Id = Build.Ids(app)(),
        OwnerId = a.Id,
        What = "The log",
        OrganisationId = TestCity.Operator,
        DueOn = DateOnly.FromDateTime(app.Clock.GetUtcNow().DateTime).AddDays(days),
        AskedById = TestCity.Officer.Id,
        AskedBy = TestCity.Officer.Name,
        AskedAt = TestCity.Start,
    });
}
