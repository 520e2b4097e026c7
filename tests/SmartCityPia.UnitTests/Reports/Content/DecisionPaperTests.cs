using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.UnitTests.Reviews;
using UglyToad.PdfPig;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Content;

/// <summary>The decision paper and the public summary: their pages, what they have to say, and what they must not.</summary>
public sealed class DecisionPaperTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly DateTimeOffset At = ReviewStory.Now.AddDays(40);

    public static TheoryData<ReviewState> States => [.. Enum.GetValues<ReviewState>()];

    [Theory, MemberData(nameof(States))]
    public void Paper_InEveryState_HasFourPagesAtMostAndSaysAtOnceWhatWasDecided(ReviewState state)
    {
        var (document, story) = Paper(state);

        var pages = Pages(document);
        Assert.InRange(pages.Count, 1, DecisionPaper.MostPages);
        var status = document.Blocks.OfType<Callout>().First();
        Assert.StartsWith(state switch
        {
            ReviewState.InReview => "In review: not decided yet",
            ReviewState.DpoOpinion => "Waiting for DPO: asked for an opinion",
            ReviewState.ApprovedWithConditions => "Approved with 2 conditions on 2 March 2026 by Rita Reviewer",
            ReviewState.Superseded => "Superseded on 3 March 2026 by version 2",
            ReviewState.Withdrawn => "Withdrawn on 2 March 2026 by Ada Author",
            ReviewState.ChangesRequested => "Changes requested on 2 March 2026 by Rita Reviewer",
            _ => $"{state} on 2 March 2026 by Rita Reviewer",
        }, status.Title, StringComparison.Ordinal);
        // Decision, opinion, conditions and contact stand on the first page.
        foreach (var said in new[] { status.Title, "Data protection officer’s opinion", "Conditions", "Questions", "quoting PIA-2026-014" })
            Assert.Contains(Squeezed(said), pages[0], StringComparison.Ordinal);
        var text = string.Concat(pages);
        Assert.Contains(story.Version.Sha256, text, StringComparison.Ordinal);
        if (story.Record is { } record)
            Assert.Contains(record.Sha256, text, StringComparison.Ordinal);
        Assert.Contains(Squeezed("https://pia.example/verify"), text, StringComparison.Ordinal);
        if (state is not (ReviewState.InReview or ReviewState.DpoOpinion))
            Assert.Contains(Squeezed("Drop the fingerprint."), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Paper_Conditions_HaveTheirStateAsOfTheDay()
    {
        var story = ReviewStory.Of(ReviewState.ApprovedWithConditions);
        var closure = story.Review.Conditions.MinBy(c => c.DueOn)!.Close(new(ReviewStory.Person("Rita Reviewer", 60 * 24 * 20), ReviewRole.Reviewer, false), "Seen on site.");
        string Rows(int days) => AssessmentReportTests.Text(Paper(story, ReviewStory.Now.AddDays(days), closure).Blocks);

        Assert.Contains("Conditions as of 3 March 2026\nCondition\nWho\nBy\nState\nPut up signs\nOperator\n1 April 2026\nOpen\n", Rows(1), StringComparison.Ordinal);
        Assert.Contains("Put up signs\nOperator\n1 April 2026\nDone on 22 March 2026. Seen on site.\n", Rows(21), StringComparison.Ordinal);
        Assert.Contains("Report\nAuthority\n1 June 2026\nOverdue\n", Rows(120), StringComparison.Ordinal);
    }

    /// <summary>However long everything is, the opinion is whole.</summary>
    [Fact]
    public void Paper_LongTexts_StaysWithinItsPagesAndKeepsTheOpinion()
    {
        var dossier = RichDossier.Filled("S06", risks: 60);
        var words = string.Join(' ', Enumerable.Repeat("A long sentence about what is done and why it has to be done in this way.", 60))[..3990];
        (dossier.Service.Summary, dossier.Service.Alternatives) = (words, words);
        foreach (var group in dossier.Groups)
            (group.Vulnerable, group.WhyVulnerable, group.HowInformed) = (true, words, words);
        var story = ReviewStory.Of(ReviewState.ApprovedWithConditions, dossier);
        var decision = FrozenDecision.Read(story.Record!);
        var standing = story.Standing(At) with
        {
            Decision = decision with { Reason = words, Opinions = [decision.Opinions[0] with { Text = words }] },
            Conditions = [.. Enumerable.Range(0, 20).Select(i => new ConditionStanding(new() { Id = Guid.CreateVersion7(), Text = words, Responsible = "Operator", DueOn = new(2026, 6, 1) }, ConditionState.Open, null, null, null))],
        };
        var (frozen, version) = RichDossier.Freeze(dossier);

        var paper = PdfReportWriter.Fitting(DecisionPaper.Drafts(frozen, version, "City", English, standing, null), DecisionPaper.MostPages);

        Assert.InRange(Pages(paper).Count, 1, DecisionPaper.MostPages);
        Assert.Contains(paper.Blocks.OfType<Callout>(), c => c.Text == words);
    }

    [Fact]
    public void Paper_WithAVersionBefore_SaysWhatChanged()
    {
        var story = ReviewStory.Of(ReviewState.InReview, RichDossier.Filled());
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var earlier = frozen with { Risks = [.. frozen.Risks.Skip(1)] };

        var text = AssessmentReportTests.Text(PdfReportWriter.Fitting(DecisionPaper.Drafts(frozen, version, "City", English, story.Standing(At), (1, earlier)), DecisionPaper.MostPages).Blocks);

        Assert.Contains($"Added: Risk “{frozen.Risks[0].Title}”", text, StringComparison.Ordinal);
        Assert.Contains("This is the first version.", AssessmentReportTests.Text(Paper(ReviewState.InReview).Document.Blocks), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(States))]
    public void Summary_InEveryState_IsOnePageAndNamesNobody(ReviewState state)
    {
        var story = Story(state);
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());

        var summary = PdfReportWriter.Fitting(PublicSummary.Drafts(frozen, version, "City of Exampleton", English, story.Standing(At)), PublicSummary.MostPages);

        var page = Assert.Single(Pages(summary));
        Assert.All([.. RichDossier.People, "Rita Reviewer", "Ada Author", "Otto Officer"], name => Assert.DoesNotContain(Squeezed(name), page, StringComparison.Ordinal));
        Assert.Contains(Squeezed("quoting PIA-2026-014"), page, StringComparison.Ordinal);
        Assert.Contains(Squeezed("Complaints"), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SameSources_SameBytes()
    {
        var (one, other) = (Paper(ReviewState.Approved).Document, Paper(ReviewState.Approved).Document);

        Assert.Equal(Bytes(one with { Id = "x" }), Bytes(other with { Id = "x" }));
    }

    private static ReviewStory Story(ReviewState state)
    {
        var story = ReviewStory.Of(state == ReviewState.Superseded ? ReviewState.Approved : state);
        if (state == ReviewState.Superseded)
            story.Supersede(60 * 24);
        return story;
    }

    private static (ReportDocument Document, ReviewStory Story) Paper(ReviewState state)
    {
        var story = Story(state);
        return (Paper(story, At), story);
    }

    private static ReportDocument Paper(ReviewStory story, DateTimeOffset at, params ConditionClosure[] closures)
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        version = version with { Sha256 = story.Version.Sha256, VerifyAt = "https://pia.example/verify", Contact = new() { Contact = "Privacy office, +00 000", OfficerName = "Olive Open" } };
        return PdfReportWriter.Fitting(DecisionPaper.Drafts(frozen, version, "City of Exampleton", English, story.Standing(at, closures), null), DecisionPaper.MostPages);
    }

    private static List<string> Pages(ReportDocument document)
    {
        using var file = PdfDocument.Open(Bytes(document));
        return [.. file.GetPages().Select(p => Squeezed(string.Concat(p.Letters.Select(l => l.Value))))];
    }

    private static byte[] Bytes(ReportDocument document)
    {
        using var file = new MemoryStream();
        PdfReportWriter.Write(document, At, file);
        return file.ToArray();
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
