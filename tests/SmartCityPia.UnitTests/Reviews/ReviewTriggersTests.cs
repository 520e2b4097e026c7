using System.Globalization;
using System.Text;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Reviews;

public sealed class ReviewTriggersTests
{
    private static readonly DateTimeOffset Decided = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Domain.Organisations.ReviewPeriods Usual = new();

    [Theory]
    [InlineData(0, "2029-03-02")]
    [InlineData(2, "2027-03-02")]
    public void DueOn_WithAndWithoutHighRisk_TakesTheInterval(int high, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Usual.DueOn(DateOnly.FromDateTime(Decided.Date), high));

    [Fact]
    public void Of_DayBeforeAndDayItself_OnlyThatDay()
    {
        var due = new DateOnly(2027, 3, 2);

        Assert.Empty(Of(due, today: due.AddDays(-1)));
        Assert.Equal(TriggerKind.Date, Assert.Single(Of(due, today: due)).Kind);
    }

    [Fact]
    public void Of_DayAnswered_TheIntervalBeginsAnew()
    {
        var due = new DateOnly(2027, 3, 2);
        TriggerAnswer[] answers = [Answer(TriggerKind.Date, due.ToString("O", System.Globalization.CultureInfo.InvariantCulture))];

        Assert.Empty(Of(due, today: due, answers: answers));
        Assert.Equal(TriggerKind.Date, Assert.Single(Of(due, today: due.AddMonths(37), answers: answers)).Kind);
    }

    [Fact]
    public void Of_FlowChangedAndStakeholderGone_TheFlowAlone()
    {
        var (approved, live) = (RichDossier.Filled(), RichDossier.Filled());
        live.Flows[0].Transfer = "To another country";
        live = live with { Stakeholders = [.. live.Stakeholders.Skip(1)] };

        var trigger = Assert.Single(Of(live: live, approved: approved));

        var item = Assert.Single(trigger.Items);
        Assert.Equal((TriggerKind.Description, RowPointer.To(live.Flows[0])), (trigger.Kind, item.Row));
        Assert.Contains(live.Flows[0].Name, item.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ChangeAnsweredThenChangedAgain_ComesUpAgain()
    {
        var (approved, live) = (RichDossier.Filled(), RichDossier.Filled());
        live.Flows[0].Transfer = "To another country";
        var first = Assert.Single(Of(live: live, approved: approved));
        TriggerAnswer[] answers = [Answer(TriggerKind.Description, [.. first.Items.Select(i => i.Key)])];
        Assert.Empty(Of(live: live, approved: approved, answers: answers));

        live.Flows[0].Transfer = "To a third country";

        Assert.NotEqual(first.Seen, Assert.Single(Of(live: live, approved: approved, answers: answers)).Seen);
    }

    /// <summary>With a key made of display texts, each of these would make an answered trigger new.</summary>
    [Fact]
    public void Of_ChangeAnsweredThenCalledOtherwise_StaysAnswered()
    {
        var (approved, live) = (RichDossier.Filled(), RichDossier.Filled());
        var (recipient, extra) = (live.Organisations[^1], live.Flows[0]);
        live.Flows[0].RecipientId = recipient.Id;
        live.Flows[0].Fields = [.. live.FieldsOf(extra.SourceDatasetId, extra.SourceFlowId).Take(1)];
        live.Flows[0].CrossesBorder = !live.Flows[0].CrossesBorder;
        live.Datasets[0].HolderId = recipient.Id;
        var asked = Assert.Single(Of(live: live, approved: approved));
        Assert.True(asked.Items.Count >= 2);
        TriggerAnswer[] answers = [Answer(TriggerKind.Description, [.. asked.Items.Select(i => i.Key)])];

        var renamed = live with { Organisations = [.. live.Organisations.Select(o => o.Id == recipient.Id ? o with { Name = "Called otherwise" } : o)] };
        var reworded = live with { Catalogue = PiaCatalogue.Load(Reworded), Terms = new SortedDictionary<string, CatalogueTerm>() };
        Assert.NotEqual(live.Term("A22").Name, reworded.Term("A22").Name);
        var (culture, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (new("ar-SA"), new("ar-SA"));
            foreach (var now in (Dossier[])[live, renamed, reworded])
                Assert.Empty(Of(live: now, approved: approved, answers: answers));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, ui);
        }

        // The name of a type is the first of its texts.
        static Stream Reworded(string file)
        {
            if (file != "attribute-types.json")
                return PiaCatalogue.OpenBuiltIn(file);
            using var reader = new StreamReader(PiaCatalogue.OpenBuiltIn(file));
            return new MemoryStream(Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("\"name\": \"", "\"name\": \"other ", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Of_RiskChanged_Nothing()
    {
        var (approved, live) = (RichDossier.Filled(), RichDossier.Filled());
        live.Risks[0].Title = "Reworded";

        Assert.Empty(Of(live: live, approved: approved));
    }

    [Fact]
    public void Of_NewCityFinding_IsNamedAndAVanishedOneIsNot()
    {
        var d = RichDossier.Filled().WithFindings();
        var (old, fresh) = (d.Findings[0], d.Findings[1]);

        var trigger = Assert.Single(Of(approved: d.WithCity(new() { Findings = [old] }), live: d.WithCity(new() { Findings = [fresh] })));

        Assert.Equal(TriggerKind.CityFindings, trigger.Kind);
        Assert.Contains(FindingWords.Tell(d, fresh.TypeId), Assert.Single(trigger.Items).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CityFindings_ComeUpOnlyWhereMateriallyWorseAndNoHypothesis()
    {
        var d = RichDossier.Filled().WithFindings();
        var finding = d.Findings[0] with { Score = 0.55, Disputed = false };

        List<ReviewTrigger> Between(Finding? then, Finding now) => [.. Of(approved: d.WithCity(new() { Findings = then is null ? [] : [then] }), live: d.WithCity(new() { Findings = [now] }))];
        Assert.Single(Between(null, finding));
        Assert.Empty(Between(finding, finding));
        Assert.Empty(Between(finding, finding with { Score = 0.6, ProofHash = "another proof" }));
        Assert.Empty(Between(null, finding with { Score = 0.1 }));
        Assert.Empty(Between(null, finding with { Disputed = true }));
        Assert.Single(Between(finding, finding with { Score = 0.95 }));
        Assert.Single(Between(finding with { Score = 0.1 }, finding));
    }

    [Fact]
    public void Of_CityFindingsOfSeveralBodies_AreOneCard()
    {
        var d = RichDossier.Filled().WithFindings();
        var finding = d.Findings[0] with { Score = 0.9, Disputed = false };
        var others = new[] { finding, finding with { Key = "another", ActorId = Guid.CreateVersion7() } };

        Assert.Single(Assert.Single(Of(approved: d.WithCity(new()), live: d.WithCity(new() { Findings = others }))).Items);
    }

    [Fact]
    public void Of_IncidentBeforeAndAfterTheDecision_TheLaterOne()
    {
        Incident[] incidents = [Recorded(Decided.AddDays(-1), "Before"), Recorded(Decided.AddDays(1), "After")];

        Assert.Equal("After", Assert.Single(Assert.Single(Of(incidents: incidents)).Items).Name);
    }

    [Fact]
    public void Of_IncidentAnsweredThenGraver_ComesUpAgain()
    {
        var incident = Recorded(Decided.AddDays(1), "Lost");
        TriggerAnswer[] answers = [Answer(TriggerKind.Incident, Assert.Single(Of(incidents: [incident])).Items[0].Key)];
        Assert.Empty(Of(incidents: [incident], answers: answers));

        incident.Severity = Level.Maximum;

        Assert.Single(Of(incidents: [incident], answers: answers));
    }

    [Theory]
    [InlineData(0, null, true)]
    [InlineData(3, null, true)]
    [InlineData(4, null, false)]
    [InlineData(4, "The processor told us late.", true)]
    public void Check_ReportedAfterSoManyDays_LateNeedsAReason(int days, string? reason, bool fits)
    {
        var noticed = new DateOnly(2026, 5, 4);
        var details = new IncidentDetails { What = "Lost", NoticedOn = noticed, Severity = Level.Limited, Report = IncidentReport.Reported, ReportedOn = noticed.AddDays(days), ReportReason = reason, Responsible = "Hall" };

        Assert.Equal(fits, !details.Check(RichDossier.Filled(), [], noticed.AddDays(30)).Any());
    }

    private static IReadOnlyList<ReviewTrigger> Of(DateOnly? due = null, DateOnly? today = null, Dossier? approved = null, Dossier? live = null, Incident[]? incidents = null, TriggerAnswer[]? answers = null) =>
        ReviewTriggers.Of(due ?? new(2030, 1, 1), Decided, approved, live, incidents ?? [], answers ?? [], Usual, 0, today ?? new(2026, 6, 1));

    private static Incident Recorded(DateTimeOffset at, string what) => new()
    {
        Id = Guid.CreateVersion7(at),
        OwnerId = Guid.Empty,
        RecordedAt = at,
        RecordedById = Guid.Empty,
        RecordedBy = "Olga",
        What = what,
        NoticedOn = DateOnly.FromDateTime(at.Date),
        Severity = Level.Limited,
    };

    private static TriggerAnswer Answer(TriggerKind kind, params List<string> keys) => new()
    {
        Id = Guid.CreateVersion7(),
        OwnerId = Guid.Empty,
        ReviewId = Guid.Empty,
        Kind = kind,
        Keys = keys,
        Reason = "Looked at.",
        At = new(2027, 3, 2, 9, 0, 0, TimeSpan.Zero),
        AccountId = Guid.Empty,
        AccountName = "Olga",
    };
}
