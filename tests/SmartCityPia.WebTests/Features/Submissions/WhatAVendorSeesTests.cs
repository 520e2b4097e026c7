using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.TestSupport;
using SmartCityPia.Web.Features.Notices;
using SmartCityPia.WebTests.Features.Notices;
using Xunit;

namespace SmartCityPia.WebTests.Features.Submissions;

/// <summary>
/// A mark in every text of an assessment, an internal note on every row, a random choice of what to share: every byte that the vendor can
/// get (pages, files, notices, mails) is searched for marks.
/// </summary>
public sealed partial class WhatAVendorSeesTests(MailApp app) : IClassFixture<MailApp>
{
    private const int MostPages = 1500;

    /// <summary>Ids of the catalogue and keys of findings, which no person writes.</summary>
    private static readonly string[] NoTexts = ["TypeId", "QuestionId", "PrincipleId", "ControlId", "FindingKey", "SuggestedBy", "ProofHash"];

    private readonly Dictionary<string, (Guid Row, RowKind Kind, string Field)> planted = new(StringComparer.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EveryByteAVendorCanGet_HoldsWhatTheRequestSaysAndNothingElse(int seed)
    {
        var random = new Random(seed);
        var assessment = await Build.Full(app);
        var samples = await SamplePages.All(app, assessment);
        await Plant(assessment, seed);
        using var officer = await app.SignedIn(TestCity.Officer);
        var form = HtmlAssert.Ok(await officer.Get($"/descriptions/new?assessment={assessment.Reference}"));
        Assert.DoesNotContain(MarksIn(form.Document.QuerySelector("section[aria-labelledby=shown]")!.TextContent), m => planted[m].Field is "Fears" or "Expectations" or "WhyVulnerable" or "Necessity" or "Note" or "Alternatives");
        var chosen = Offered("Share.Rows").Concat(Offered("Share.Fields")).Where(_ => random.Next(3) > 0).ToList();

        var preview = HtmlAssert.Ok(await officer.Submit(form, null, form.Button("Show what the vendor will see"), [.. chosen]));
        var shown = MarksIn(preview.One("section[aria-labelledby=shown]").TextContent);
        Assert.All(shown, m => Assert.True(IsChosen(planted[m]), $"{planted[m].Kind.Name}.{planted[m].Field} was not chosen"));
        HtmlAssert.Redirects(await officer.Submit(preview, ("Input.VendorId", TestCity.Operator.ToString()), ("Input.Message", "Please describe it."), ("Input.Name", "What the vendor runs")));
        var reference = await app.Db(db => db.Assessments.Where(a => a.Kind == AssessmentKind.Submission).OrderByDescending(a => a.Id).Select(a => a.Reference).FirstAsync());
        using var vendor = await app.SignedIn(TestCity.Vendor);
        HtmlAssert.Redirects(await vendor.Submit(await vendor.Get($"/descriptions/{reference}/start"), ("Input.With", "shared")));

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Queue<string>(["/", "/notices", "/search?q=city", "/search?q=MRK", $"/descriptions/{reference}", $"/descriptions/{reference}/description.json", $"/descriptions/{reference}/flows.csv", .. samples.Select(s => s.Address)]);
        while (waiting.TryDequeue(out var address) && asked.Count < MostPages)
        {
            if (!asked.Add(address) || address.StartsWith("/account/sign-out", StringComparison.Ordinal) || address.StartsWith("/catalogue", StringComparison.Ordinal) || address.StartsWith("/glossary", StringComparison.Ordinal))
                continue;
            using var answer = await vendor.Http.GetAsync(new Uri(address, UriKind.Relative));
            var body = WebUtility.HtmlDecode(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
            // The marks of another seed are another request's.
            foreach (var mark in MarksIn(body + answer.Headers + answer.Content.Headers).Where(planted.ContainsKey))
                found.TryAdd(mark, address);
            // Of the descriptions that were handed in before, every kind of page is a sample already.
            foreach (Match link in Links().Matches(body))
            {
                if (link.Groups["to"].Value is var next && (!next.StartsWith("/descriptions/", StringComparison.Ordinal) || next.StartsWith($"/descriptions/{reference}", StringComparison.Ordinal)))
                    waiting.Enqueue(next);
            }
            if (answer.Headers.Location is { } to)
                waiting.Enqueue(to.OriginalString);
        }
        Assert.True(asked.Count < MostPages, string.Join(' ', asked.TakeLast(40)));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await app.With<SendMails, int>(mails => mails.Handle(CancellationToken.None));
        foreach (var mail in app.Mail.Mails)
        {
            using var read = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(mail)));
            if (read.To.Mailboxes.Any(m => m.Address == TestCity.Vendor.Email))
                Assert.Empty(MarksIn(read.Subject + read.TextBody + read.HtmlBody).Except(shown));
        }

        Assert.Empty(found.Keys.Except(shown).Select(m => $"{planted[m].Kind?.Name}.{planted[m].Field} at {found[m]}"));
        Assert.Empty(shown.Except(found.Keys).Select(m => $"{planted[m].Kind.Name}.{planted[m].Field} is not shown to the vendor"));

        IEnumerable<(string, string?)> Offered(string name) => form.Document.QuerySelectorAll($"input[name='{name}']").Select(e => (name, e.GetAttribute("value")));

        bool IsChosen((Guid Row, RowKind Kind, string Field) place) =>
            (!place.Kind.IsDescription || chosen.Contains(("Share.Rows", place.Row.ToString())))
            && (Sharing.Optional(place.Kind).All(f => f.Name != place.Field) || chosen.Contains(("Share.Fields", $"{place.Kind.Name}.{place.Field}")));
    }

    [Fact]
    public async Task InternalNote_IsReadByTheCity_AndStandsInNoFileOfIt()
    {
        var assessment = await Build.Full(app);
        using var officer = await app.SignedIn(TestCity.Officer);
        var group = await app.Db(db => db.PeopleGroups.Where(g => g.OwnerId == assessment.DescriptionId).Select(g => g.Id).FirstAsync());
        var at = $"/assessments/{assessment.Reference}";

        HtmlAssert.Redirects(await officer.Post($"{at}/notes/{group}", ("Input.Text", "Close to insolvency, we believe")));

        HtmlAssert.Says(await officer.Get($"{at}/groups/{group}"), "Close to insolvency");
        HtmlAssert.Status(HttpStatusCode.NotFound, await officer.Get($"{at}/notes/{Guid.CreateVersion7()}"));
        using var auditor = await app.SignedIn(TestCity.Auditor);
        foreach (var file in new[] { "description.json", "history.jsonl", "flows.csv" })
            Assert.DoesNotContain("insolvency", await officer.Http.GetStringAsync($"{at}/{file}"), StringComparison.Ordinal);
        Assert.Equal(0, await app.Db(db => db.AuditEvents.CountAsync(e => e.After!.Contains("insolvency") || e.Before!.Contains("insolvency"))));
        Assert.DoesNotContain("insolvency", CanonicalJson.Write((await app.With<DossierReader, Dossier?>(r => r.Read(assessment.Id, CancellationToken.None)))!), StringComparison.Ordinal);
    }

    private async Task Plant(Assessment assessment, int seed)
    {
        var dossier = (await app.With<DossierReader, Dossier?>(reader => reader.Read(assessment.Id, CancellationToken.None)))!;
        await app.Db(async db =>
        {
            var next = seed * 100_000;
            foreach (var kind in RowKinds.All)
            {
                foreach (var row in kind.RowsOf(dossier))
                {
                    var stored = (await db.FindAsync(kind.Row, row.Id))!;
                    foreach (var field in kind.Fields.Where(f => f.PropertyType == typeof(string) && !NoTexts.Contains(f.Name, StringComparer.Ordinal)))
                    {
                        var mark = $"MRK{++next}X";
                        planted[mark] = (row.Id, kind, field.Name);
                        db.Entry(stored).Property(field.Name).CurrentValue = $"{mark} of the city";
                    }
                    var internalMark = $"MRK{++next}X";
                    planted[internalMark] = (row.Id, kind, "its internal note");
                    db.Add(new InternalNote { Id = Guid.CreateVersion7(), OwnerId = assessment.Id, RowId = row.Id, Text = internalMark });
                }
            }
            var own = await db.Assessments.SingleAsync(a => a.Id == assessment.Id);
            (own.OverruleReason, own.DpoView) = (Mark("OverruleReason"), Mark("DpoView"));
            return await Data.Saving.AuditedSave.SaveAsync(db, Build.Actor(app), CancellationToken.None);

            string Mark(string field)
            {
                var mark = $"MRK{++next}X";
                planted[mark] = (assessment.Id, RowKinds.All[0], field);
                return mark;
            }
        });
        var comment = $"MRK{seed}99999X";
        planted[comment] = (assessment.Id, RowKinds.All[0], "a comment");
        await Build.Comment(app, assessment, Step.Service, null, comment);
    }

    private static HashSet<string> MarksIn(string text) => [.. Marks().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("MRK[0-9]{6}X", RegexOptions.None, 5000)]
    private static partial Regex Marks();

    [GeneratedRegex("(?:href|action)=\"(?<to>/[^\"#]*)", RegexOptions.None, 5000)]
    private static partial Regex Links();
}
