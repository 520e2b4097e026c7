using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.TestSupport;
using SmartCityPia.WebTests.Features.Evidence;
using Xunit;

namespace SmartCityPia.WebTests.Features.Submissions;

/// <summary>A vendor's attempts to read or change data of others.</summary>
public sealed class ForeignDataTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Stakeholder_OrganisationOfTheCity_IsNeitherOfferedNorTaken()
    {
        var secret = new Organisation { Id = Guid.CreateVersion7(), Name = "Secret supplier", Kind = OrganisationKind.Supplier };
        await Build.Add(app, secret);
        var submission = await Written();
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var at = $"/descriptions/{submission}/stakeholders";

        var form = HtmlAssert.SaysNot(HtmlAssert.Ok(await vendor.Get(at + "/new")), secret.Name);
        HtmlAssert.ErrorAt(await vendor.Submit(form, ("Input.OrganisationId", secret.Id.ToString()), ("Input.Role", "Processor")), "Input.OrganisationId");
        HtmlAssert.ErrorAt(await vendor.Submit(await vendor.Get($"/descriptions/{submission}/datasets"), ("Input.Name", "X"), ("Input.HolderId", secret.Id.ToString())), "Input.HolderId");

        // A known name is found and a new one is added; the response is the same.
        foreach (var name in new[] { secret.Name, "Somebody new" })
            HtmlAssert.Redirects(await vendor.Submit(await vendor.Get(at + "/new"), ("Other.Name", name), ("Input.Role", "SubProcessor")));
        Assert.Equal(1, await app.Db(db => db.Organisations.CountAsync(o => o.Name == secret.Name)));
        Assert.Equal(OrganisationKind.Supplier, await app.Db(db => db.Organisations.Where(o => o.Name == "Somebody new").Select(o => o.Kind).SingleAsync()));
    }

    [Fact]
    public async Task Import_NamesOfOrganisations_DoNotTellWhichAreKnown()
    {
        await Build.Add(app, new Organisation { Id = Guid.CreateVersion7(), Name = "Known to the city", Kind = OrganisationKind.Supplier });
        var submission = await Written();
        using var vendor = await app.SignedIn(TestCity.Vendor);

        foreach (var name in new[] { "Known to the city", "Unknown to it" })
        {
            var alone = await Import(vendor, submission, $$"""{"format":1,"service":{"name":"S"},"datasets":[{"id":"d","name":"D","holder":"{{name}}"}]}""");
            HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.BadRequest, alone), "$.datasets[0].holder");
            HtmlAssert.Redirects(await Import(vendor, submission, $$"""{"format":1,"service":{"name":"S"},"stakeholders":[{"organisation":"{{name}}","role":"Processor"}],"datasets":[{"id":"d","name":"D","holder":"{{name}}"}]}"""));
        }
        Assert.Equal(1, await app.Db(db => db.Organisations.CountAsync(o => o.Name == "Known to the city")));
    }

    [Fact]
    public async Task Import_NameNearlyKnown_AsksWhetherItIsTheBody_OfThoseThatAreOffered()
    {
        await Build.Add(app, new Organisation { Id = Guid.CreateVersion7(), Name = "Roads Department", Kind = OrganisationKind.Agency });
        await Build.Add(app, new Organisation { Id = Guid.CreateVersion7(), Name = "Secret Consultants", Kind = OrganisationKind.Supplier });
        var submission = await Written();
        using var vendor = await app.SignedIn(TestCity.Vendor);
        const string File = """{"format":1,"service":{"name":"S"},"stakeholders":[{"organisation":"Roads Departement","role":"Controller"},{"organisation":"Secret Consultant","role":"Processor"}],"datasets":[{"id":"d","name":"D","holder":"Roads Departement"}]}""";

        var asked = HtmlAssert.Ok(await Import(vendor, submission, File));
        HtmlAssert.Says(asked, "Roads Department, which is known here");
        HtmlAssert.SaysNot(asked, "Secret Consultants");
        Assert.Equal(0, await app.Db(db => db.Organisations.CountAsync(o => o.Name == "Roads Departement" || o.Name == "Secret Consultant")));

        HtmlAssert.Redirects(await vendor.Submit(asked, "form[action$='handler=Names']", null));
        Assert.Equal(["Secret Consultant"], await app.Db(db => db.Organisations.Where(o => o.Name == "Roads Departement" || o.Name == "Secret Consultant").Select(o => o.Name).ToListAsync()));
        HtmlAssert.Says(await vendor.Get($"/descriptions/{submission}/stakeholders"), "Roads Department");

        HtmlAssert.Redirects(await vendor.Submit(asked, "form[action$='handler=Names']", null, ("bodies", "-")));
        Assert.Equal(1, await app.Db(db => db.Organisations.CountAsync(o => o.Name == "Roads Departement")));
        // An id that was not offered is no body here: the name is taken as it is written.
        var secret = await app.Db(db => db.Organisations.Where(o => o.Name == "Secret Consultants").Select(o => o.Id).SingleAsync());
        HtmlAssert.Redirects(await vendor.Submit(asked, "form[action$='handler=Names']", null, ("bodies", secret.ToString())));
        HtmlAssert.SaysNot(await vendor.Get($"/descriptions/{submission}/stakeholders"), "Secret Consultants");
    }

    [Fact]
    public async Task Start_HandedIn_AddsNoOrganisation()
    {
        var submission = (await Build.Described(app, await Build.Prefilled(app))).Reference;
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var before = await app.Db(db => db.Organisations.CountAsync());

        HtmlAssert.Status(HttpStatusCode.Conflict, await vendor.SendWithToken($"/descriptions/{submission}/start", ("Input.With", "S01")));

        Assert.Equal(before, await app.Db(db => db.Organisations.CountAsync()));
    }

    [Fact]
    public async Task Rows_OfOthers_CannotBeWrittenOrReadThroughOwnAddresses()
    {
        var assessment = await Build.Full(app);
        var submission = await Written();
        var (purpose, flow, evidence, remark) = await app.Db(async db => (
            await db.Purposes.Where(p => p.OwnerId == assessment.DescriptionId).FirstAsync(), await db.DataFlows.Where(f => f.OwnerId == assessment.DescriptionId).Select(f => f.Id).FirstAsync(),
            await db.EvidenceItems.Where(e => e.OwnerId == assessment.Id).Select(e => e.Id).FirstAsync(), await db.DescriptionRemarks.Where(r => r.OwnerId != assessment.Id).Select(r => r.Id).FirstAsync()));
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var at = $"/descriptions/{submission}/";

        foreach (var path in new[] { $"purposes/{purpose.Id}", $"flows/{flow}", $"evidence/{evidence}", $"evidence/{evidence}/files/1", $"evidence?for={purpose.Id}", $"remarks/{remark}" })
            HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.Get(at + path));
        // The same with the id of a new row.
        HtmlAssert.Status(HttpStatusCode.NotFound, await vendor.SendWithToken(at + "purposes", ("Input.Name", "Mine now"), ("NewId", purpose.Id.ToString())));
        HtmlAssert.ErrorAt(await vendor.Submit(await vendor.Get(at + "flows/new"), ("Input.Name", "F"), ("Input.SourceFlowId", flow.ToString()), ("Input.RecipientId", TestCity.Hall.ToString())), "Input.SourceFlowId");
        Assert.Equal(purpose.Name, await app.Db(db => db.Purposes.Where(p => p.Id == purpose.Id).Select(p => p.Name).SingleAsync()));
    }

    [Fact]
    public async Task Finding_OfADescription_SaysNothingOfTheCityAndLeadsNowhereInIt()
    {
        var assessment = await Build.Prefilled(app);
        var submission = await Build.Described(app, assessment);
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var list = HtmlAssert.Ok(await vendor.Get($"/descriptions/{submission.Reference}/findings?part=City"));
        list = HtmlAssert.Ok(await vendor.Get($"/descriptions/{submission.Reference}/findings"));
        var finding = HtmlAssert.Ok(await vendor.Get(list.One("table.findings th a").GetAttribute("href")!));

        foreach (var page in new[] { list, finding })
        {
            HtmlAssert.SaysNot(HtmlAssert.SaysNot(page, assessment.Reference), "What it adds to the city");
            Assert.DoesNotContain(page.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href") is { } to && (to.StartsWith("/city", StringComparison.Ordinal) || to.StartsWith("/assessments", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"\\ud800\"}}", "$.service.name")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"a\\u0000b\"}}", "$.service.name")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"  \"}}", "$.service.name")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"S\",\"peopleCount\":1e400}}", "$.service.peopleCount")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"S\",\"name\":\"T\"}}", "$.service.name")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"S\",\"\\udfff\":1}}", "$.service")]
    [InlineData("{\"format\":1,\"service\":[[[[[[[[[[[[]]]]]]]]]]]]}", "$")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"S\"},\"stakeholders\":[{\"organisation\":\"A\",\"role\":\"Processor\"},{\"organisation\":\"A\",\"role\":\"Processor\"}]}", "$.stakeholders[1].organisation")]
    [InlineData("{\"format\":1,\"service\":{\"name\":\"S\"},\"stakeholders\":[{\"organisation\":\"A\",\"role\":\"Processor\"}],\"flows\":[{\"id\":\"a\",\"name\":\"a\",\"sourceFlow\":\"b\",\"recipient\":\"A\"},{\"id\":\"b\",\"name\":\"b\",\"sourceFlow\":\"a\",\"recipient\":\"A\"},{\"id\":\"c\",\"name\":\"c\",\"sourceFlow\":\"a\",\"recipient\":\"A\"}]}", "$.flows[0].sourceFlow")]
    public async Task Import_CraftedFile_IsRefusedAtItsPath(string json, string path)
    {
        var submission = await Written();
        using var vendor = await app.SignedIn(TestCity.Vendor);

        HtmlAssert.Says(HtmlAssert.Status(HttpStatusCode.BadRequest, await Import(vendor, submission, json)), path);
    }

    [Fact]
    public async Task Import_EncodingsAndSizes_AreToldApart()
    {
        const string good = """{"format":1,"service":{"name":"Grüße"}}""";
        var submission = await Written();
        using var vendor = await app.SignedIn(TestCity.Vendor);

        HtmlAssert.Redirects(await Import(vendor, submission, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(good)]));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await Import(vendor, submission, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(good)]));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await Import(vendor, submission, Encoding.Latin1.GetBytes(good)));
        HtmlAssert.Status(HttpStatusCode.BadRequest, await Import(vendor, submission, new byte[DescriptionFile.MaxBytes * 2]));

        // As many items as fit into a megabyte; checking their rules would take minutes.
        var items = string.Join(',', Enumerable.Repeat("""{"type":"x"}""", 490));
        var many = string.Join(',', Enumerable.Range(0, 150).Select(i => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{i}}","name":"D","public":true,"items":[{{items}}]}""")));
        var watch = Stopwatch.StartNew();
        HtmlAssert.Status(HttpStatusCode.BadRequest, await Import(vendor, submission, $$"""{"format":1,"service":{"name":"S"},"datasets":[{{many}}]}"""));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), watch.Elapsed.ToString());
    }

    private async Task<string> Written()
    {
        var submission = await Build.Described(app, await Build.Prefilled(app));
        await Build.Returned(app, submission);
        return submission.Reference;
    }

    private static Task<HtmlPage> Import(PiaClient vendor, string submission, string json) => Import(vendor, submission, Encoding.UTF8.GetBytes(json));

    private static async Task<HtmlPage> Import(PiaClient vendor, string submission, byte[] json) =>
        await vendor.SendFile(await vendor.Get($"/descriptions/{submission}/start"), "#file-form", json, "d.json");
}
