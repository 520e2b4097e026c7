using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.Web.Infrastructure;
using Xunit;

namespace SmartCityPia.WebTests.Features.Notices;

public sealed class NoticePageTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task List_ReadOneThenAll_CountsDown()
    {
        await app.Db(db => db.Notices.ExecuteDeleteAsync());
        for (var i = 0; i < 3; i++)
            await Ask();
        using var vendor = await app.SignedIn(TestCity.Vendor);
        var page = HtmlAssert.Ok(await vendor.Get("/notices"));
        Assert.Equal("Notices (3)", Header(page));
        HtmlAssert.Says(page, "Olga Officer asks you or your organisation for evidence.");

        var id = page.One("form[action*='handler=Read'] input[name=id]").GetAttribute("value")!;
        HtmlAssert.Redirects(await vendor.SendWithToken("/notices?handler=Read", ("id", id)));
        Assert.Equal("Notices (2)", Header(await vendor.Get("/notices")));
        Assert.Equal(2, (await vendor.Get("/notices?unread=true")).Texts("tbody th").Count);
        HtmlAssert.Redirects(await vendor.SendWithToken("/notices?handler=All&unread=true"));
        HtmlAssert.Says(await vendor.Get("/notices?unread=true"), "You have read everything.");
    }

    [Fact]
    public async Task Read_SomebodyElses_IsNotFound()
    {
        var asked = await Ask();
        var id = await app.Db(db => db.Notices.Where(n => n.SubjectId == asked).Select(n => n.Id).SingleAsync());
        using var officer = await app.SignedIn(TestCity.Officer);

        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.SendWithToken("/notices?handler=Read", ("id", id.ToString())));
        Assert.Null(await app.Db(db => db.Notices.Where(n => n.Id == id).Select(n => n.ReadAt).SingleAsync()));
    }

    [Fact]
    public async Task Settings_Chosen_HoldForWhatHappensNext()
    {
        using var vendor = await app.SignedIn(TestCity.Vendor);
        HtmlAssert.Says(await vendor.Get("/notices/settings"), "no mails are sent");
        async Task<Notice> Next(Delivery delivery)
        {
            HtmlAssert.Redirects(await vendor.Post("/notices/settings", ("Input.Evidence", delivery.ToString()), ("Input.DigestHour", "20")));
            var asked = await Ask();
            return await app.Db(db => db.Notices.SingleAsync(n => n.SubjectId == asked));
        }

        var (list, daily, once) = (await Next(Delivery.ListOnly), await Next(Delivery.Daily), await Next(Delivery.AtOnce));

        Assert.Equal((null, false), (list.MailDue, list.Digest));
        Assert.True(daily.Digest);
        Assert.Equal(20, TimeZoneInfo.ConvertTime(daily.MailDue!.Value, TimeZoneInfo.Local).Hour);
        Assert.Equal((once.At, false), (once.MailDue, once.Digest));
    }

    [Fact]
    public async Task Settings_WrongHour_IsSaidAtTheField()
    {
        using var officer = await app.SignedIn(TestCity.Officer);

        var page = HtmlAssert.ErrorAt(await officer.Post("/notices/settings", ("Input.DigestHour", "24"), ("Input.Reviews", "ListOnly")), "Input.DigestHour");

        HtmlAssert.Value(page, "Input.DigestHour", "24");
        Assert.False(await app.Db(db => db.NoticeSettings.AnyAsync(s => s.PersonId == TestCity.Officer.Id)));
    }

    [Fact]
    public async Task Anonymous_AsksTheDatabaseNothing()
    {
        using var nobody = app.Anonymous();
        await nobody.Get("/account/sign-in");

        Assert.Empty(await app.Queries.During(async () => HtmlAssert.Ok(await nobody.Get("/account/sign-in"))));
    }

    [Fact]
    public async Task MailOff_NothingIsOwed()
    {
        await Ask();

        await app.With<SendMails, int>(send => send.Handle(CancellationToken.None));

        Assert.False(await app.Db(db => db.Notices.AnyAsync(n => n.MailedAt == null && n.MailDue <= app.Clock.GetUtcNow())));
    }

    [Fact]
    public async Task FiftyThousand_ListCountAndOutboxUseTheirIndexes()
    {
        await app.Db(db => db.Database.ExecuteSqlAsync($"""
            insert into notices (id, person_id, at, kind, subject_id, read_at, mailed_at, mail_due, digest, attempts)
            select uuidv, case when i % 2 = 0 then {TestCity.Administrator.Id} else {TestCity.Auditor.Id} end, now(), 'Commented', uuidv, case when i % 100 > 0 then now() end, now(), now(), false, 0
            from (select i, gen_random_uuid() uuidv from generate_series(1, 50000) i) x
            """));
        await app.AsOwner("analyze notices");
        async Task Uses(string index, FormattableString query)
        {
            var plan = string.Join('\n', await app.Db(db => db.Database.SqlQuery<string>(query).ToListAsync()));
            Assert.True(plan.Contains(index, StringComparison.Ordinal) && !plan.Contains("Seq Scan", StringComparison.Ordinal), plan);
        }

        await Uses("ix_notices_person_id_id", $"explain select * from notices where person_id = {TestCity.Administrator.Id} order by id desc limit 25 offset 50");
        await Uses("ix_notices_unread", $"explain select count(*) from (select 1 from notices where person_id = {TestCity.Administrator.Id} and read_at is null limit 100) x");
        await Uses("ix_notices_mail_due", $"explain select * from notices where mailed_at is null and mail_due <= now() order by mail_due, id limit 1 for update skip locked");

        using var admin = await app.SignedIn(TestCity.Administrator);
        HtmlAssert.Says(HtmlAssert.Ok(await admin.Get("/notices?p=900")), "25000 notices");
        Assert.Equal("Notices (99+)", Header(await admin.Get("/notices")));
    }

    [Theory]
    [InlineData(null, null, null, null, true)]
    [InlineData("mail.city.example", "pia@city.example", "https://pia.city.example", null, true)]
    [InlineData("mail.city.example", "nobody", "https://pia.city.example", null, false)]
    [InlineData("mail.city.example", "pia@city.example", null, null, false)]
    [InlineData("mail.city.example", "pia@city.example", "javascript:alert(1)", null, false)]
    [InlineData("mail.city.example", "pia@city.example", "https://pia.city.example", "secret", false)]
    public void Options_AreCheckedAtStart(string? host, string? from, string? address, string? password, bool good)
    {
        var options = new MailOptions { Host = host, From = from, PublicAddress = address, Password = password };

        Assert.Equal(good, Validator.TryValidateObject(options, new(options), []));
    }

    private static string Header(HtmlPage page) => page.One(".site-me a").TextContent;

    private async Task<Guid> Ask() => (await Build.Request(app, await Build.Assessment(app), TestCity.Operator)).Id;
}
