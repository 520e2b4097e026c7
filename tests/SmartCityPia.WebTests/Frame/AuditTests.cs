using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests.Frame;

/// <summary>A change and its event are in one transaction.</summary>
public sealed class AuditTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Post_EventCannotBeWritten_NeitherIsTheChange()
    {
        var assessment = await Build.Assessment(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var change = await officer.Get($"/assessments/{assessment.Reference}/service");
        var add = await officer.Get($"/assessments/{assessment.Reference}/purposes");
        await app.AsOwner(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; CREATE TRIGGER refuse BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse()");

        HtmlAssert.Status(HttpStatusCode.InternalServerError, await officer.Submit(change, ("Input.Area", "Untraceable")));
        HtmlAssert.Status(HttpStatusCode.InternalServerError, await officer.Submit(add, ("Input.Name", "Untraceable")));

        await app.AsOwner("DROP TRIGGER refuse ON audit_events");
        Assert.Null((await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Area);
        Assert.False(await app.Db(db => db.Purposes.AnyAsync(p => p.OwnerId == assessment.DescriptionId)));
        Assert.Equal(assessment.ChangedAt, await app.Db(db => db.Assessments.Where(a => a.Id == assessment.Id).Select(a => a.ChangedAt).SingleAsync()));
    }

    [Fact]
    public async Task Save_WithoutAnActor_IsRefused()
    {
        var assessment = await Build.Assessment(app);

        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Db(async db =>
        {
            (await db.ServiceDescriptions.SingleAsync(d => d.Id == assessment.DescriptionId)).Area = "Silent";
            return await db.SaveChangesAsync();
        }));
        Assert.Null((await Build.Stored<ServiceDescription>(app, assessment.DescriptionId))!.Area);
    }
}
