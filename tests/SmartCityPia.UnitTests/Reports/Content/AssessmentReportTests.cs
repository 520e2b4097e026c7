using System.Diagnostics;
using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.UnitTests.City;
using SmartCityPia.UnitTests.Reviews;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Content;

public sealed class AssessmentReportTests(ITestOutputHelper output)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData("S02")]
    [InlineData("S06")]
    [InlineData("S13")]
    public void RichDossier_Filled_BlocksNothing(string archetype)
    {
        var gaps = DossierCheck.Gaps(RichDossier.Filled(archetype).WithFindings(), RichDossier.Today);

        Assert.Empty(gaps.Where(g => g.Blocks).Select(g => $"{g.Rule} {string.Join(' ', g.Arguments)}"));
    }

    [Fact]
    public void Build_FilledDossier_HasTheHeadingsOfClause7InOrder()
    {
        var headings = Report(RichDossier.Filled()).Blocks.OfType<Heading>().Select(h => h.Text.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ' ')).ToList();
        var expected = PiaCatalogue.Current.ReportHeadings.Where(h => h.Parent is null).Select(h => h.Name).ToList();

        Assert.Equal(expected, headings.Where(expected.Contains));
    }

    [Fact]
    public void Build_FilledDossier_NamesReferenceHashAndPeople()
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var report = AssessmentReport.Build(frozen, version, "City of Exampleton", English);
        var text = Text(report.Blocks);

        Assert.Contains("PIA-2026-014", text, StringComparison.Ordinal);
        Assert.Contains(version.Sha256, text, StringComparison.Ordinal);
        Assert.Contains(version.ShortHash, report.RunningFoot, StringComparison.Ordinal);
        Assert.All(RichDossier.People, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains(version.Statement, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReviewState.InReview, "In review: not decided yet", "In review")]
    [InlineData(ReviewState.DpoOpinion, "Waiting for DPO: asked for an opinion, not decided yet", "Waiting for DPO")]
    [InlineData(ReviewState.Approved, "Approved on 2 March 2026 by Rita Reviewer", "Approved")]
    [InlineData(ReviewState.ApprovedWithConditions, "Approved with 2 conditions on 2 March 2026 by Rita Reviewer", "Approved with conditions")]
    [InlineData(ReviewState.ChangesRequested, "Changes requested on 2 March 2026 by Rita Reviewer", "Changes requested")]
    [InlineData(ReviewState.Rejected, "Rejected on 2 March 2026 by Rita Reviewer", "Rejected")]
    [InlineData(ReviewState.Withdrawn, "Withdrawn on 2 March 2026 by Ada Author", "Withdrawn")]
    public void Build_CoverAndFoot_SayWhatWasDecided(ReviewState outcome, string status, string word)
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var story = ReviewStory.Of(outcome);

        var report = AssessmentReport.Build(frozen, version, "City of Exampleton", English, standing: story.Standing(ReviewStory.Now.AddDays(1)));

        var cover = report.Blocks.OfType<Cover>().Single().Facts;
        Assert.Equal([("Status", status), ("As of", "3 March 2026")], cover.Take(2).Select(f => (f.Label, f.Value)));
        Assert.EndsWith(" · " + word, report.RunningFoot, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Superseded_NamesTheVersionInItsPlace()
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var story = ReviewStory.Of(ReviewState.Approved);
        story.Supersede(60 * 24);
        string Status(int days) => AssessmentReport.Build(frozen, version, "City", English, standing: story.Standing(ReviewStory.Now.AddDays(days).AddHours(1))).Blocks.OfType<Cover>().Single().Facts[0].Value;

        Assert.Equal("Approved on 2 March 2026 by Rita Reviewer", Status(0));
        Assert.Equal("Superseded on 3 March 2026 by version 2. Before: Approved on 2 March 2026 by Rita Reviewer", Status(2));
    }

    [Fact]
    public void Build_EveryRow_IsInTheReport()
    {
        var dossier = RichDossier.Filled();
        var text = Text(Report(dossier).Blocks);

        Assert.All(dossier.Risks.Select(r => r.Title).Concat(dossier.Measures.Select(m => m.Name)).Concat(dossier.Actions.Select(a => a.What))
            .Concat(dossier.Datasets.Select(s => s.Name)).Concat(dossier.Groups.Select(g => g.Name)).Concat(dossier.Purposes.Select(p => p.Name))
            .Concat(dossier.Tensions.Select(t => t.Subject)).Concat(dossier.Organisations.Select(o => o.Name)), name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.All(Cards(dossier, dossier.WithFindings().Findings), c => TellsCard(dossier, c, text));
    }

    /// <summary>Face recognition at a stadium, as an officer begins with it.</summary>
    [Fact]
    public void Build_FacesAtAStadium_NamesArticle9AndTheAiAct()
    {
        var text = Text(Report(RichDossier.Prefilled("S39")).Blocks);

        Assert.Contains("Assessment needed", text, StringComparison.Ordinal);
        Assert.Contains("GDPR Art. 9(2)", text, StringComparison.Ordinal);
        Assert.Contains("AI Act (EU) 2024/1689", text, StringComparison.Ordinal);
    }

    /// <summary>A sentence about none is no sentence with a zero in it.</summary>
    [Theory]
    [InlineData(0, "None of it concerns special categories")]
    [InlineData(1, "One of them concerns special categories")]
    [InlineData(2, "2 of them concern special categories")]
    public void Build_SoManySpecialCategories_SaysWhatIsTrue(int special, string expected)
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var chosen = frozen.Findings.Where(f => frozen.IsToDecide(f)).Select(f => (f.TypeId, CityFindings.Concerns(frozen, f.HoldingId))).Distinct().Take(special).ToHashSet();

        var text = Text(AssessmentReport.Build(
            frozen with { Findings = [.. frozen.Findings.Select(f => f with { SpecialCategory = chosen.Contains((f.TypeId, CityFindings.Concerns(frozen, f.HoldingId))) })] },
            version, "City of Exampleton", English).Blocks);

        Assert.Equal(special, chosen.Count);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\b0 of them", text);
    }

    [Fact]
    public void Build_FrozenVersion_AsksNoCatalogue()
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());

        var report = AssessmentReport.Build(frozen with { Catalogue = null! }, version, "City of Exampleton", English);

        Assert.Equal(Text(AssessmentReport.Build(frozen, version, "City of Exampleton", English).Blocks), Text(report.Blocks));
    }

    [Fact]
    public void Build_WithCity_TellsWhatBecomesKnownTogether()
    {
        var theirs = SmallCity.Service(900, "Station accounts", (SmallCity.Wifi, ["A08", "A01"]));
        var cards = SmallCity.Service(901, "Travel cards", (SmallCity.Transport, ["A08", "A21", "A22"]));
        var rich = RichDossier.Filled();
        var dossier = rich with { Organisations = [.. rich.Organisations, .. cards.Organisations], Datasets = [.. rich.Datasets, .. cards.Datasets], Items = [.. rich.Items, .. cards.Items] };
        dossier = dossier.WithFindings().WithCity(CityContribution.Of(SmallCity.Of(theirs), dossier.WithFindings()));
        var emergent = dossier.City!.Findings.Single(f => f.TypeId == "D13" && f.Together.Count > 0);
        dossier = dossier with
        {
            Dispositions =
            [
                .. dossier.Dispositions,
                new() { Id = Guid.CreateVersion7(), OwnerId = dossier.Head.AssessmentId, FindingKey = emergent.Key, ProofHash = emergent.ProofHash, Disposition = Disposition.Disputed, Reason = "Few give their real address." },
            ],
        };

        var report = Report(dossier);
        var text = Text(report.Blocks);

        Assert.Contains(report.Blocks.OfType<Heading>(), h => h.Level == 1 && h.Text.EndsWith("What the city knows with this service", StringComparison.Ordinal));
        Assert.Contains(report.Blocks.OfType<Heading>(), h => h.Text == ProofText.SentenceOf(dossier, emergent, English));
        Assert.All(ProofText.Of(dossier, emergent, English).Steps, step => Assert.Contains(step.Sentence, text, StringComparison.Ordinal));
        Assert.Contains("Few give their real address.", text, StringComparison.Ordinal);
        Assert.Contains("Station accounts", text, StringComparison.Ordinal);
        Assert.Contains("of them no organisation can tell alone", text, StringComparison.Ordinal);
        Assert.Contains("I128d", text, StringComparison.Ordinal);
        Assert.All(CityFindings.Of(dossier, dossier.City.Findings).Joined, j => Assert.Contains(j.Tell(dossier, English), text, StringComparison.Ordinal));
        // Told in full or in a line, no conclusion is left out; steps told before are referred to, the others are all there.
        List<FindingCard> told = [.. Cards(dossier, dossier.Findings), .. Cards(dossier, dossier.City.Findings.Where(f => !CityFindings.IsJoined(f)))];
        Assert.All(told, c => TellsCard(dossier, c, text));
        Assert.All(
            told.Where(c => !c.Surest.IsHypothesis && (c.Surest.SpecialCategory || c.Surest.Identifying || c.Surest.Together.Count > 0)),
            c => Assert.All(ProofText.Of(dossier, c.Surest, English).Steps, step => Assert.Contains(step.Sentence, text, StringComparison.Ordinal)));
        Assert.NotEmpty(Pdf(report));
    }

    /// <summary>Findings and hypotheses each have cards of their own.</summary>
    private static IEnumerable<FindingCard> Cards(Dossier dossier, IEnumerable<Finding> findings) =>
        findings.GroupBy(f => (f.IsHypothesis, dossier.IsIntended(f))).SelectMany(g => FindingCard.Of(dossier, g));

    /// <summary>The sentence, and the name of everybody who can.</summary>
    private static void TellsCard(Dossier dossier, FindingCard card, string text)
    {
        Assert.Contains(card.Sentence(dossier, English), text, StringComparison.Ordinal);
        Assert.All(card.Findings, f => Assert.Contains(FindingWords.Actor(dossier, f.Actor, English), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_Cards_ProveOnceAndSayADecisionOnce()
    {
        var dossier = RichDossier.Filled().WithFindings();
        var card = FindingCard.Of(dossier, dossier.Findings.Where(f => dossier.IsToDecide(f))).First(c => c.Findings.Count > 1);
        dossier = dossier with
        {
            Dispositions = [.. card.Findings.Select(f => new FindingDisposition { Id = Guid.CreateVersion7(), OwnerId = dossier.Head.AssessmentId, FindingKey = f.Key, ProofHash = f.ProofHash, Disposition = Disposition.Accepted, Reason = "One reason for all of them." })],
        };

        var text = Text(Report(dossier).Blocks);

        Assert.Equal(2, text.Split("One reason for all of them.").Length);
        Assert.Contains("As in the line above.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_VersionFromBeforeTheCityView_HasNoSuchChapter() =>
        Assert.DoesNotContain("What the city knows with this service", Text(Report(RichDossier.Filled()).Blocks), StringComparison.Ordinal);

    [Fact]
    public void Write_SameVersionTwice_GivesTheSameBytes()
    {
        var at = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

        Assert.Equal(Pdf(Report(RichDossier.Filled()), at), Pdf(Report(RichDossier.Filled()), at));
    }

    [Fact]
    public void Build_PublicSummary_NamesNobody()
    {
        var dossier = RichDossier.Filled();
        var (frozen, version) = RichDossier.Freeze(dossier);
        var blocks = AssessmentReport.Build(frozen, version, "City of Exampleton", English).Blocks;
        var summary = Text([.. blocks.SkipWhile(b => b is not Heading { Level: 1 } h || !h.Text.EndsWith("Public summary", StringComparison.Ordinal))
            .TakeWhile(b => b is not Heading { Level: 1 } h || !h.Text.StartsWith("Appendix", StringComparison.Ordinal))]);

        Assert.Contains(dossier.Head.Agency, summary, StringComparison.Ordinal);
        Assert.All(RichDossier.People.Append(version.FrozenBy).Concat(dossier.Actions.Select(a => a.Responsible!)).Concat(dossier.Tensions.Select(t => t.SettledBy!)),
            name => Assert.DoesNotContain(name, summary, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_ScreeningSaysNotNeeded_GivesAShortReport()
    {
        var dossier = RichDossier.Filled();
        foreach (var answer in dossier.Screening)
            answer.Answer = dossier.Catalogue.Screening.Questions.First(q => q.Id == answer.QuestionId).Criteria.Count > 0 ? Answer.No : Answer.Yes;

        var headings = Report(dossier).Blocks.OfType<Heading>().Where(h => h.Level == 1).Select(h => h.Text).ToList();

        Assert.Contains(headings, h => h.EndsWith("Public summary", StringComparison.Ordinal));
        Assert.DoesNotContain(headings, h => h.EndsWith("Risk assessment", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_NothingEntered_SaysSo()
    {
        var rich = RichDossier.Prefilled();
        var report = Report(new() { Head = rich.Head with { ArchetypeId = null }, Service = new() { Id = rich.Service.Id, OwnerId = rich.Service.OwnerId, Revision = 1, Name = "Blank" } });

        Assert.Contains("No risk was recorded.", Text(report.Blocks), StringComparison.Ordinal);
        Assert.Contains("No dataset is described.", Text(report.Blocks), StringComparison.Ordinal);
        Assert.NotEmpty(Pdf(report));
    }

    [Theory]
    [InlineData("script")]
    [InlineData("override")]
    [InlineData("long")]
    [InlineData("word")]
    [InlineData("braces")]
    [InlineData("arabic")]
    public void Write_HostileTextInEveryField_Renders(string kind)
    {
        var text = kind switch
        {
            "script" => "<script>alert(1)</script>\"'><svg onload=alert(1)>",
            "override" => "\u202Eoverride\u2066isolate\u200F",
            "long" => string.Join(' ', Enumerable.Repeat("participation", 720)),
            "word" => new string('W', 2000),
            "braces" => "{0} {1:x} {{ }} %s",
            _ => "هيئة مواقف السيارات في المدينة",
        };
        var dossier = RichDossier.Filled(risks: 2).WithEveryTextAs(text);
        // Long text in a few rows tests as much as in all of them.
        var report = Report(kind is "long" or "word" ? dossier with { Items = [.. dossier.Items.Take(3)], Principles = [.. dossier.Principles.Take(2)] } : dossier);

        Assert.NotEmpty(Pdf(report));
        if (kind == "braces")
            Assert.Contains(text, Text(report.Blocks), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_TwoHundredRisks_AreAllThere()
    {
        var report = Report(RichDossier.Filled(risks: 200));
        var clock = Stopwatch.StartNew();
        var pdf = Pdf(report);

        Assert.Equal(200, report.Blocks.OfType<Heading>().Count(h => h.Level == 3 && h.Text.StartsWith('R')));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"200 risks: {report.Blocks.Count} blocks, {pdf.Length / 1024} KiB in {clock.ElapsedMilliseconds} ms"));
    }

    [Fact]
    public void Build_EveryCertainty_HasWords()
    {
        var words = new ReportWords(English);

        Assert.All(Enum.GetValues<Certainty>(), certainty => Assert.NotEmpty(words[$"Certainty.{certainty}"]));
    }

    /// <summary>Writes reports to look at: set SMARTCITYPIA_REPORTS to a directory.</summary>
    [Theory]
    [InlineData("S06", true)]
    [InlineData("S13", true)]
    [InlineData("S06", false)]
    [InlineData("S13", false)]
    public void Write_PublishedServices_GiveAReport(string archetype, bool filled)
    {
        var clock = Stopwatch.StartNew();
        var pdf = Pdf(Report(filled ? RichDossier.Filled(archetype) : RichDossier.Prefilled(archetype)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{archetype} {(filled ? "filled" : "prefilled")}: {pdf.Length / 1024} KiB in {clock.ElapsedMilliseconds} ms"));

        Assert.Equal("%PDF"u8, pdf.AsSpan(0, 4));
        if (Environment.GetEnvironmentVariable("SMARTCITYPIA_REPORTS") is { Length: > 0 } directory)
            File.WriteAllBytes(Path.Combine(directory, $"{archetype}-{(filled ? "filled" : "prefilled")}.pdf"), pdf);
    }

    private static ReportDocument Report(Dossier dossier)
    {
        var (frozen, version) = RichDossier.Freeze(dossier);
        return AssessmentReport.Build(frozen, version, "City of Exampleton", English);
    }

    private static byte[] Pdf(ReportDocument report, DateTimeOffset? at = null)
    {
        using var file = new MemoryStream();
        PdfReportWriter.Write(report, at ?? RichDossier.Start, file);
        return file.ToArray();
    }

    internal static string Text(IReadOnlyList<Block> blocks) => string.Join('\n', blocks.SelectMany(b => b switch
    {
        Cover x => [x.Organisation, x.Kind, x.Title, x.Subtitle, .. x.Facts.Select(f => $"{f.Label}: {f.Value}"), x.Note],
        Heading x => [x.Text],
        Paragraph x => [x.Text],
        Bullets x => x.Items,
        Facts x => x.Items.Select(f => $"{f.Label}: {f.Value}"),
        Table x => [x.Caption, .. x.Columns.Select(c => c.Title), .. x.Rows.SelectMany(r => r)],
        Callout x => [x.Title, x.Text],
        Figure x => [x.Drawing.Title, x.Drawing.Description, x.Caption],
        _ => (IEnumerable<string>)[],
    }));
}
