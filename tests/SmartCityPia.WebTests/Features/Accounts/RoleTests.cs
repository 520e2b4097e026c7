using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Infrastructure.Security;
using Xunit;

namespace SmartCityPia.WebTests.Features.Accounts;

/// <summary>Roles that the city makes, and roles that a lead gives in one assessment.</summary>
public sealed class RoleTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public void Permissions_OfferedOrOfBuiltInRolesAlone_NeverBoth()
    {
        // Nobody makes a role that signs, audits, manages or sees what nobody granted.
        Permission[] apart = [Permission.ReadAllAssessments, Permission.Review, Permission.StandIn, Permission.Describe, Permission.Audit, Permission.ReadAuditNotes, Permission.ReadTrail, Permission.MergeOrganisations, Permission.ManageAccounts];
        Assert.Equal(Enum.GetValues<Permission>().Order(), Permissions.Offered.Concat(apart).Order());
        Assert.All(Roles.All, role => Assert.NotEmpty(Permissions.Of(role)));
        Assert.Empty(Permissions.Of(Roles.Officer).Intersect([Permission.Review, Permission.ManageAccounts]));
        Assert.Empty(Permissions.Of(Roles.Administrator).Intersect([Permission.ReadAssessments, Permission.EditAssessments, Permission.Comment, Permission.Review]));
    }

    [Fact]
    public async Task Role_MadeChangedAndRemoved()
    {
        using var administrator = await app.SignedIn(TestCity.Administrator);
        const string List = "/accounts/roles";
        var form = HtmlAssert.Ok(await administrator.Get(List + "/new"));
        async Task Refused(params (string, string)[] values) => HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.SendWithToken(List + "/new", values));
        await Refused(("Name", ""), ("Chosen", "Comment"));
        await Refused(("Name", "Nothing"));
        await Refused(("Name", "officer"), ("Chosen", "Comment"));
        foreach (var permission in new[] { "ManageAccounts", "Review", "ReadAllAssessments", "Audit", "ReadTrail", "Describe", "StandIn", "0", "nonsense" })
            await Refused(("Name", "More"), ("Chosen", "Comment"), ("Chosen", permission));
        HtmlAssert.Redirects(await administrator.SendWithToken(List + "/new", ("Name", "Project office"), ("Chosen", "Comment")), List);
        await Refused(("Name", "project office"), ("Chosen", "Comment"));
        var role = await app.Db(db => db.Roles.SingleAsync(r => r.Name == "Project office"));
        // What a permission needs comes along.
        Assert.Equal([Permission.ReadAssessments, Permission.Comment], (await app.Db(db => db.RolePermissions.Where(p => p.RoleId == role.Id).Select(p => p.Permission).ToListAsync())).Order());

        var petra = await Build.Person(app, "Petra Project", "Project office", TestCity.Hall);
        var assessment = await Build.Prefilled(app);
        using var client = await app.SignedIn(petra);
        HtmlAssert.Ok(await client.Get($"/assessments/{assessment.Reference}/risks"));
        HtmlAssert.Ok(await client.Get($"/assessments/{assessment.Reference}/comments/new"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.SendWithToken($"/assessments/{assessment.Reference}/service", ("Input.Name", "Mine")));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get("/assessments/new"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await client.Get(List));
        HtmlAssert.Says(await client.Get("/account"), "Project office");

        HtmlAssert.Status(HttpStatusCode.Conflict, await administrator.SendWithToken($"{List}/{role.Id}?handler=Remove"));
        HtmlAssert.Redirects(await administrator.SendWithToken($"{List}/{role.Id}", ("Name", "Project office"), ("Chosen", "ReadOrganisations")), List);
        // Whoever held it signs in again, is told, and has what it is now.
        HtmlAssert.Redirects(await client.Get("/organisations"));
        Assert.True(await app.Db(db => db.Notices.AnyAsync(n => n.PersonId == petra.Id && n.Kind == NoticeKind.RoleChanged)));
        Assert.Equal(["Added", "Changed"], await app.Db(db => db.AuditEvents.Where(e => e.SubjectId == role.Id).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Verb).ToListAsync()));
        // A built-in role has no page, and nobody changes their own.
        var officer = await app.Db(db => db.Roles.Where(r => r.Name == Roles.Officer).Select(r => r.Id).SingleAsync());
        HtmlAssert.Status(HttpStatusCode.NotFound, await administrator.SendWithToken($"{List}/{officer}", ("Name", "Officer"), ("Chosen", "Comment")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await administrator.Submit(await administrator.Get("/accounts/" + TestCity.Administrator.Id), "#row-form", null, ("Input.Role", "Project office")));
    }

    [Fact]
    public async Task Lead_AsksInAndEnds_AndNobodyElseDoes()
    {
        var (own, other) = (await Build.Prefilled(app), await Build.Prefilled(app));
        var (reader, commenter, editor) = (await Build.Person(app, "Rhea Read", Roles.Reader, TestCity.Transport), await Build.Person(app, "Coral Comment", Roles.Officer, TestCity.Transport), await Build.Person(app, "Edgar Edit", Roles.Reader, TestCity.Transport));
        using var lead = await app.SignedIn(TestCity.Officer);
        using var colleague = await app.SignedIn(TestCity.Colleague);
        var at = $"/assessments/{own.Reference}";
        var group = await app.Db(db => db.PeopleGroups.Where(g => g.OwnerId == own.DescriptionId).Select(g => g.Id).FirstAsync());

        // Only the lead, and only whom it may be: no vendor, auditor, administrator or reviewer.
        HtmlAssert.Status(HttpStatusCode.Forbidden, await colleague.SendWithToken(at + "/people", ("PersonId", reader.Id.ToString()), ("Role", "Editor")));
        foreach (var person in new[] { TestCity.Vendor.Id, TestCity.Auditor.Id, TestCity.Administrator.Id, TestCity.Reviewer.Id, TestCity.Officer.Id, Guid.Empty })
            HtmlAssert.Status(HttpStatusCode.BadRequest, await lead.SendWithToken(at + "/people", ("PersonId", person.ToString()), ("Role", "Editor")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await lead.SendWithToken(at + "/people", ("PersonId", reader.Id.ToString()), ("Role", "Lead")));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await lead.SendWithToken(at + "/people", ("PersonId", reader.Id.ToString()), ("Role", "7")));
        foreach (var (person, role) in new[] { (reader, "Reader"), (commenter, "Commenter"), (editor, "Reader"), (editor, "Editor") })
            HtmlAssert.Redirects(await lead.SendWithToken(at + "/people", ("PersonId", person.Id.ToString()), ("Role", role)), at + "/people");
        HtmlAssert.Says(HtmlAssert.Ok(await lead.Get(at + "/people")), "Edgar Edit");
        Assert.Equal(3, await app.Db(db => db.Participants.CountAsync(p => p.OwnerId == own.Id && p.EndedAt == null)));

        using var reads = await app.SignedIn(reader);
        using var comments = await app.SignedIn(commenter);
        using var edits = await app.SignedIn(editor);
        foreach (var client in new[] { reads, comments, edits })
        {
            HtmlAssert.Ok(await client.Get(at));
            HtmlAssert.Says(await client.Get("/assessments"), own.Reference);
            HtmlAssert.Status(client == comments ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, await client.Get($"/assessments/{other.Reference}"));
            // None of them leads, releases, submits or reviews.
            foreach (var post in new[] { "/lead", "/people", "/people?handler=End", "/releases", "/check", "/check?handler=Draft", "/review/decide", "/review/withdraw" })
                HtmlAssert.Status(HttpStatusCode.Forbidden, await client.SendWithToken(at + post, ("PersonId", client == reads ? reader.Id.ToString() : editor.Id.ToString()), ("Role", "Editor"), ("OfficerId", commenter.Id.ToString())));
        }
        // A commenter who saves, and a reader who does either.
        foreach (var (client, may) in new[] { (reads, false), (comments, false), (edits, true) })
        {
            var saved = await client.SendWithToken(at + "/groups/" + group, ("Input.Name", "Changed"));
            Assert.True(may == (saved.Status != HttpStatusCode.Forbidden), $"{saved.Status}");
        }
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reads.Get(at + "/comments/new"));
        HtmlAssert.Status(HttpStatusCode.Forbidden, await reads.SendWithToken(at + "/comments/new", ("Input.Text", "I was here")));
        HtmlAssert.Ok(await comments.Get(at + "/comments/new"));
        HtmlAssert.Ok(await edits.Get(at + "/comments/new"));
        // What the officer of another agency may elsewhere does not count here.
        HtmlAssert.Status(HttpStatusCode.Forbidden, await comments.SendWithToken(at + "/incidents/new", ("Input.What", "x")));
        HtmlAssert.Status(HttpStatusCode.NotFound, await comments.Get($"/descriptions/new?assessment={own.Reference}"));

        var part = await app.Db(db => db.Participants.Where(p => p.AccountId == editor.Id && p.EndedAt == null).Select(p => p.Id).SingleAsync());
        HtmlAssert.Status(HttpStatusCode.Forbidden, await edits.SendWithToken(at + "/people?handler=End", ("part", part.ToString())));
        HtmlAssert.Status(HttpStatusCode.NotFound, await lead.SendWithToken($"/assessments/{other.Reference}/people?handler=End", ("part", part.ToString())));
        HtmlAssert.Redirects(await lead.SendWithToken(at + "/people?handler=End", ("part", part.ToString())), at + "/people");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await edits.Get(at));
        Assert.Equal(["Added", "Added", "Added", "Changed", "Changed"], await app.Db(db => db.AuditEvents.Where(e => e.Subject == nameof(Participant) && e.OwnerId == own.Id).OrderBy(e => e.Verb).Select(e => e.Verb).ToListAsync()));
        Assert.Equal(1, await app.Db(db => db.Notices.CountAsync(n => n.PersonId == editor.Id && n.Kind == NoticeKind.PartEnded)));

        // Handed over: the new lead gives and ends, the former no longer does.
        HtmlAssert.Redirects(await lead.SendWithToken(at + "/lead", ("OfficerId", TestCity.Colleague.Id.ToString())), at + "/");
        HtmlAssert.Status(HttpStatusCode.Forbidden, await lead.SendWithToken(at + "/people", ("PersonId", editor.Id.ToString()), ("Role", "Editor")));
        HtmlAssert.Redirects(await colleague.SendWithToken(at + "/people", ("PersonId", editor.Id.ToString()), ("Role", "Editor")), at + "/people");
        HtmlAssert.Ok(await edits.Get(at));
        // Another role in the city takes the part away: nobody reviews what they were asked to edit.
        await app.Db(db => db.Database.ExecuteSqlAsync($"""UPDATE "AspNetUserRoles" SET role_id = (SELECT id FROM "AspNetRoles" WHERE name = {Roles.Vendor}) WHERE user_id = {editor.Id}"""));
        await app.With<Sessions, bool>(sessions =>
        {
            sessions.ForgetAll();
            return Task.FromResult(true);
        });
        HtmlAssert.Status(HttpStatusCode.Forbidden, await edits.Get(at));
    }
}
