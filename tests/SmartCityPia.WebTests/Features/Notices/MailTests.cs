using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Notices;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using Xunit;

namespace SmartCityPia.WebTests.Features.Notices;

/// <summary>An application with a mail server that listens.</summary>
public sealed class MailApp : PiaApp, IAsyncLifetime
{
    internal MailServer Mail { get; } = new();

    public ValueTask InitializeAsync()
    {
        Settings["Mail:Host"] = "127.0.0.1";
        Settings["Mail:Port"] = Mail.Port.ToString(CultureInfo.InvariantCulture);
        Settings["Mail:Tls"] = "None";
        Settings["Mail:From"] = "pia@city.example";
        Settings["City:Address"] = "http://pia.city.example/";
        return new(StartAsync());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Mail.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Every due mail is sent once, whatever the mail server does.</summary>
public sealed class MailTests(MailApp app) : IClassFixture<MailApp>
{
    [Fact]
    public async Task Due_IsSentOnce_WithTheConfiguredAddress()
    {
        await Owe(1);

        Assert.Equal((1, 0), (await Send(), await Send()));

        var mail = Read(Assert.Single(app.Mail.Mails));
        Assert.Equal("Rita Reviewer commented on PIA-2026-001.", mail.Subject);
        Assert.Equal(("officer@test.example", "pia@city.example"), (mail.To.Mailboxes.Single().Address, mail.From.Mailboxes.Single().Address));
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("<http://pia.city.example/notices/settings>", mail.Headers[HeaderId.ListUnsubscribe]);
        var thread = await app.Db(db => db.Notices.Select(n => n.SubjectId).SingleAsync());
        Assert.Contains($"http://pia.city.example/assessments/PIA-2026-001/comments/{thread}", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"http://pia.city.example/assessments/PIA-2026-001/comments/{thread}\">", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerAway_StaysOnTheListAndGoesOutWhenItIsBack()
    {
        await Owe(2);
        await app.Mail.GoAway();

        Assert.Equal(0, await Send());
        Assert.Equal((2, 1), await app.Db(async db => (await db.Notices.CountAsync(n => n.MailedAt == null && n.MailDue != null), await db.Notices.MaxAsync(n => n.Attempts))));

        app.Mail.ComeBack();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((2, 0), (await Send(), await Send()));
        Assert.Equal(2, app.Mail.Mails.Count);
    }

    [Fact]
    public async Task RecipientRefused_OthersGoOut()
    {
        await Owe(1);
        app.Mail.Refusal = "550 nobody here";
        Assert.Equal(0, await Send());
        app.Mail.Refusal = null;
        await Owe(1, keep: true);

        Assert.Equal(1, await Send());
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await Send());
    }

    [Fact]
    public async Task TwoWorkersAtOnce_SendEachOnce()
    {
        await Owe(40);

        var sent = await Task.WhenAll(Send(), Send(), Send());

        Assert.Equal(40, sent.Sum());
        Assert.Equal(40, app.Mail.Mails.Select(m => Read(m).MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(40, app.Mail.Mails.Count);
    }

    [Fact]
    public async Task Digest_CollectsAll_AlsoWithTwoWorkers()
    {
        await Owe(30, digest: true);

        Assert.Equal(1, (await Task.WhenAll(Send(), Send(), Send())).Sum());

        var mail = Read(Assert.Single(app.Mail.Mails));
        Assert.Equal("30 notices about privacy impact assessments", mail.Subject);
        var threads = await app.Db(db => db.Notices.Select(n => n.SubjectId).ToListAsync());
        Assert.All(threads, thread => Assert.Equal(2, mail.TextBody!.Split($"/comments/{thread}\n").Length));
        Assert.Equal(30, threads.Count);
        Assert.True(await app.Db(db => db.Notices.AllAsync(n => n.MailedAt != null)));
    }

    [Fact]
    public async Task Invitation_CarriesALinkThatWorks()
    {
        await Owe(0);
        using var admin = await app.SignedIn(TestCity.Administrator);
        HtmlAssert.Redirects(await admin.Post("/accounts/invite", ("Input.Name", "Nora New"), ("Input.Email", "nora@test.example"), ("Input.Role", Roles.Officer), ("Input.OrganisationId", TestCity.Hall.ToString())));

        Assert.Equal(1, await Send());

        var mail = Read(Assert.Single(app.Mail.Mails));
        Assert.Equal("nora@test.example", mail.To.Mailboxes.Single().Address);
        var link = mail.TextBody!.Split('\n').Select(l => l.Trim()).Single(l => l.StartsWith("http://pia.city.example/account/set-password", StringComparison.Ordinal));
        using var nora = app.Anonymous();
        HtmlAssert.Redirects(await nora.Post(link["http://pia.city.example".Length..], ("Input.Password", "a long enough password")));
    }

    [Fact]
    public async Task NamesWithLineBreaks_MakeNoHeader()
    {
        var account = new Account { Id = Guid.CreateVersion7(), Email = "eve@test.example", DisplayName = "Eve\r\nBcc: all@test.example", OrganisationId = TestCity.Hall, CreatedAt = TestCity.Start };

        var mail = await app.With<ComposeMail, MimeMessage>(compose => compose.Handle(account, [New("Zoë\r\nBcc: all@test.example\r\n\r\n<script>")], TestCity.Start, CancellationToken.None));
        using var stream = new MemoryStream();
        await mail.WriteToAsync(stream, TestContext.Current.CancellationToken);
        var read = Read(System.Text.Encoding.Latin1.GetString(stream.ToArray()));

        Assert.Empty(read.Bcc);
        Assert.Equal("Eve  Bcc: all@test.example", read.To.Mailboxes.Single().Name);
        Assert.StartsWith("Zoë", read.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", read.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_DatabaseAway_DoNotStopTheApplication()
    {
        var nowhere = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Pia", "Host=127.0.0.1;Port=1;Timeout=1;Database=x;Username=x")]).Build();
        using var server = new JobServer(nowhere, app.Services.GetRequiredService<IServiceScopeFactory>(), app.Services.GetRequiredService<Web.Infrastructure.LiveSettings>(), NullLoggerFactory.Instance, NullLogger<JobServer>.Instance);

        await server.StartAsync(CancellationToken.None);
        await server.StopAsync(CancellationToken.None);

        Assert.True(server.ExecuteTask!.IsCompleted && !server.ExecuteTask.IsFaulted);
    }

    private Task<int> Send() => app.With<SendMails, int>(send => send.Handle(CancellationToken.None));

    private async Task Owe(int count, bool digest = false, bool keep = false)
    {
        if (!keep)
        {
            await app.Db(db => db.Notices.ExecuteDeleteAsync());
            app.Mail.Clear();
        }
        await app.Db(db =>
        {
            db.AddRange(Enumerable.Range(0, count).Select(_ => New("Rita Reviewer", digest)));
            return db.SaveChangesAsync();
        });
    }

    private Notice New(string by, bool digest = false) => new()
    {
        Id = Build.Ids(app)(),
        PersonId = TestCity.Officer.Id,
        At = app.Clock.GetUtcNow(),
        Kind = NoticeKind.Commented,
        By = by,
        Reference = "PIA-2026-001",
        SubjectId = Guid.CreateVersion7(),
        MailDue = app.Clock.GetUtcNow(),
        Digest = digest,
    };

    private static MimeMessage Read(string mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.Latin1.GetBytes(mail)));
}
