using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Tables;
using SmartCityPia.UnitTests.City;
using SmartCityPia.UnitTests.Reviews;
using Xunit;

namespace SmartCityPia.UnitTests.Reports.Content;

/// <summary>Every text of the report shows in some state of an assessment, and in no state does one count badly.</summary>
public sealed partial class ReportSentencesTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    private static readonly Lazy<IReadOnlyList<string>> Reports = new(() => [.. States().Select(Text), .. Reviewed(), .. Plans(), .. Records()]);

    /// <summary>Those of the pages; of tables that are never empty nothing shows, and files, running lines and marks have tests of their own.</summary>
    public static TheoryData<string> Keys => [.. Texts().Keys.Where(k => !k.EndsWith(".Table.None", StringComparison.Ordinal) && !Elsewhere().IsMatch(k))];

    [Theory, MemberData(nameof(Keys))]
    public void Text_OfTheReport_ShowsInSomeState(string key)
    {
        // Every placeholder stands for something, on one line or several.
        var pattern = Placeholder().Replace(Regex.Escape(Texts()[key]).Replace("}", "\\}", StringComparison.Ordinal), "[\\s\\S]+?");

        Assert.Contains(Reports.Value, r => Regex.IsMatch(r, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Report_InEveryState_CountsAsPeopleDo() => Assert.All(Reports.Value, text =>
    {
        Assert.DoesNotMatch(@"(?<![\d.,·:×–] ?)\b0 (?!to\b|and \d|of \d)\p{Ll}", text);
        Assert.DoesNotMatch(@"(?<![\d.,]|R|level )\b1 \p{Ll}+s\b(?<!is|was|has|days|this)|\b1 \p{Ll}+ (are|have|were)\b|One of them (?=[^.]*\.)(?<=1 thing[^.]*\. One of them )", text);
        Assert.DoesNotMatch(@"\{\d", text);
    });

    private static IEnumerable<Dossier> States()
    {
        // A different number of everything that is counted: none, one, several.
        yield return RichDossier.Prefilled().WithFindings();
        yield return Bare();
        yield return Bare() with { Head = Bare().Head with { Overruled = true, OverruleReason = "Small." }, Screening = Screened("S36") };
        yield return Bare() with { Head = Bare().Head with { Overruled = true, OverruleReason = "Small.", DpoView = "I agree." }, Screening = Screened("S36") };
        yield return RichDossier.Filled("S36").WithFindings();
        foreach (var archetype in new[] { "S02", "S06", "S07", "S10", "S13", "S39" })
            yield return RichDossier.Filled(archetype).WithFindings();
        foreach (var count in new[] { 0, 1, 2 })
        {
            yield return Counting(count);
            yield return Findings(count, special: true, of: 4);
            yield return Findings(count, special: false, of: 4);
        }
        yield return Findings(1, special: true, of: 1);
        yield return Findings(1, special: false, of: 1);
        var open = RichDossier.Filled();
        yield return open with { Screening = [.. open.Screening.Skip(1)] };
        yield return open with { Screening = [] };
        yield return Planned(1);
        yield return Planned(2);
        yield return Planned(null);
        yield return Planned(-1);
        foreach (var city in new[] { 1, 2, 9 })
            yield return InCity(city);
        var alone = InCity(9);
        yield return alone with { City = alone.City! with { Parts = [] } };
        yield return alone with { City = alone.City! with { Findings = [] } };
        // What one body can tell, and is neither a special category nor who somebody is, is told in a line.
        yield return alone with
        {
            City = alone.City! with { Findings = [.. alone.City!.Findings.Where(f => f.Together.Count > 0).Take(1).Select(f => f with { ActorId = SmallCity.Transport, Together = [], SpecialCategory = false, Identifying = false })] },
        };
        yield return Joining();
        yield return RichDossier.Filled(risks: 1).WithFindings();
        yield return RichDossier.Filled() with { Measures = [] };
        yield return Measured(0);
        yield return Measured(1);
        yield return Unrated(1);
        yield return Unrated(2);
        yield return Findings(8, special: true, of: 8);
        yield return Contradicted();
        yield return RichDossier.Filled() with { Screening = OneOpen() };
    }

    /// <summary>The record of processing with and without services, and its sheets.</summary>
    private static IEnumerable<string> Records()
    {
        IReadOnlyList<ProcessingRecord> records = [ProcessingRecord.Of(RichDossier.Prefilled(), English)];
        foreach (var some in new[] { records, [] })
            yield return AssessmentReportTests.Text(RecordReport.Build(some, "City of Exampleton", new(), new(2026, 11, 28), English).Blocks);
        yield return string.Join('\n', RecordSheets.Of(records, "City of Exampleton", new(), English).SelectMany(s => s.Rows.SelectMany(r => r).Prepend(s.Name)));
    }

    /// <summary>Every document of a version, however its review stands.</summary>
    /// <summary>The city's plan: one point of it in each way that a point can stand, waiting and decided, and one in which everything is done.</summary>
    private static IEnumerable<string> Plans()
    {
        var (by, owner) = (new Actor(Guid.CreateVersion7(), "Olga Officer", new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero), "test"), Guid.CreateVersion7());
        var said = PlanAnswer.To("GB01");
        (said.Score, said.Reason, said.Evidence, said.OwnerId, said.DueOn) = (PlanScore.Partly, "Half of it.", "A decision.", owner, new(2027, 1, 2));
        var nothing = PlanAnswer.To("GB02");
        nothing.Score = PlanScore.NotApplicable;
        var done = PiaCatalogue.Current.Plan.Select(q => PlanAnswer.To(q.Id)).ToList();
        done.ForEach(a => a.Score = PlanScore.Done);
        var decision = new PlanDecision { Id = Guid.CreateVersion7(), Number = 1, Verdict = PlanVerdict.InForce, Reason = "Good.", DecidedAt = by.At, DecidedById = by.AccountId, DecidedBy = "Rita Reviewer" };
        foreach (var (answers, decided) in new (IReadOnlyList<PlanAnswer>, PlanDecision?)[] { ([said, nothing], null), ([said, nothing], decision), (done, decision) })
        {
            var plan = FrozenPlan.Of(CityPlan.Of(PiaCatalogue.Current, answers, [new("DM01", 1, 3)]), 1, "City of Exampleton", "2026.11", new Dictionary<Guid, string> { [owner] = "City hall" });
            yield return AssessmentReportTests.Text(PlanReport.Build(plan, PlanVersion.Freeze(plan, "As it stands.", by), decided, English).Blocks);
        }
    }

    private static IEnumerable<string> Reviewed()
    {
        var (frozen, version) = RichDossier.Freeze(RichDossier.Filled());
        var stories = Enum.GetValues<ReviewState>().Where(s => s != ReviewState.Superseded).Select(s => ReviewStory.Of(s)).ToList();
        ReviewStory superseded = ReviewStory.Of(ReviewState.Approved), oneCondition = ReviewStory.Of(ReviewState.ApprovedWithConditions, conditions: 1), deputy = ReviewStory.Of(ReviewState.Approved, onBehalfOf: "Paula Principal"),
            newer = ReviewStory.Of(ReviewState.ChangesRequested);
        superseded.Supersede(60 * 24);
        newer.Supersede(60 * 24);
        // Every document as it is in a city that has said whom to ask, and in one that has not.
        var told = version with { VerifyAt = "https://pia.example/verify", Contact = new() { Contact = "Privacy office", OfficerName = "Olive Open" } };
        var authority = frozen with { Stakeholders = [.. frozen.Stakeholders.Where(s => s.Role != StakeholderRole.SupervisoryAuthority)] };
        var withAuthority = authority with { Stakeholders = [.. authority.Stakeholders, new() { Id = Guid.CreateVersion7(), OwnerId = frozen.Service.Id, OrganisationId = frozen.Organisations[0].Id, Role = StakeholderRole.SupervisoryAuthority }] };
        var high = frozen with { Risks = [.. frozen.Risks.Take(1)] };
        (high.Risks[0].ResidualSeverity, high.Risks[0].ResidualLikelihood) = (Level.Maximum, Level.Maximum);
        var consulted = ReviewStory.Of(ReviewState.Approved, high, consultation: PriorConsultation.Consulted);
        var notConsulted = ReviewStory.Of(ReviewState.Approved, high, opinion: Opinion.Unfavourable);
        var unasked = ReviewStory.Of(ReviewState.Rejected, opinion: null);
        foreach (var story in stories.Concat([superseded, oneCondition, deputy, newer, consulted, notConsulted, unasked]))
        {
            var standing = story.Standing(ReviewStory.Now.AddDays(40));
            yield return AssessmentReportTests.Text(AssessmentReport.Build(frozen, version, "City of Exampleton", English, standing: standing).Blocks);
            yield return AssessmentReportTests.Text(DecisionPaper.Drafts(authority, version, "City of Exampleton", English, standing, null).First().Blocks);
            yield return AssessmentReportTests.Text(PublicSummary.Drafts(withAuthority, told, "City of Exampleton", English, standing).First().Blocks);
        }
        var any = stories[0].Standing(ReviewStory.Now.AddDays(40));
        Dossier[] befores = [frozen, frozen with { Risks = [.. frozen.Risks.Skip(1)] }, frozen with { Risks = [], Tensions = [], Actions = [], Groups = [] }, frozen with { Head = frozen.Head with { AssessmentId = Guid.CreateVersion7() }, Risks = Renamed(frozen) }];
        foreach (var before in befores)
            yield return AssessmentReportTests.Text(DecisionPaper.Drafts(frozen, told, "City of Exampleton", English, any, (1, before)).First().Blocks);
        foreach (var state in new[] { frozen with { Risks = [] }, frozen with { Findings = [], City = null }, frozen with { Findings = [.. frozen.Findings.Take(1)] }, Calm(frozen), frozen with { Groups = [.. frozen.Groups.Select(Protected)] } })
            yield return AssessmentReportTests.Text(DecisionPaper.Drafts(state, told, "City of Exampleton", English, any, null).First().Blocks);
    }

    private static IReadOnlyList<Risk> Renamed(Dossier d) => [.. d.Risks.Select(r => new Risk { Id = r.Id, OwnerId = r.OwnerId, Title = r.Title + " indeed", WhatCouldHappen = "Another thing." })];

    private static Dossier Calm(Dossier d) => d with
    {
        Risks = [.. d.Risks.Take(2).Select(r => new Risk { Id = r.Id, OwnerId = r.OwnerId, Title = r.Title, InherentSeverity = Level.Limited, InherentLikelihood = Level.Negligible, ResidualSeverity = Level.Negligible, ResidualLikelihood = Level.Negligible })],
    };

    private static PeopleGroup Protected(PeopleGroup g) => new() { Id = g.Id, OwnerId = g.OwnerId, Name = g.Name, Vulnerable = true, WhyVulnerable = "They are children." };

    /// <summary>One body has both: fields that are merely joined, and what it can tell across services.</summary>
    private static Dossier Joining()
    {
        var theirs = SmallCity.Service(900, "Station accounts", (SmallCity.Transport, ["A08", "A01", "A05", "A22"]), (SmallCity.Wifi, ["A08", "A34", "A35"]));
        var cards = SmallCity.Service(901, "Travel cards", (SmallCity.Transport, ["A08", "A21", "A87"]), (SmallCity.Wifi, ["A08", "A21", "A22"]));
        var rich = RichDossier.Filled();
        var d = rich with { Organisations = [.. rich.Organisations, .. cards.Organisations], Datasets = [.. rich.Datasets, .. cards.Datasets], Items = [.. rich.Items, .. cards.Items] };
        return d.WithFindings().WithCity(CityContribution.Of(SmallCity.Of(theirs), d.WithFindings()));
    }

    /// <summary>So many measures are in place.</summary>
    private static Dossier Measured(int count)
    {
        var d = RichDossier.Filled();
        foreach (var (measure, i) in d.Measures.Select((m, i) => (m, i)))
            measure.State = i < count ? MeasureState.InPlace : MeasureState.Planned;
        return d.WithFindings();
    }

    private static Dossier Unrated(int count)
    {
        var d = RichDossier.Filled(risks: count);
        foreach (var risk in d.Risks)
            (risk.InherentLikelihood, risk.ResidualLikelihood) = (null, null);
        return d.WithFindings();
    }

    /// <summary>Nobody may be identified, tracked or monitored, every risk is rated as hardly likely, and every proof is another than was decided on.</summary>
    private static Dossier Contradicted()
    {
        var d = RichDossier.Filled("S02").WithFindings();
        foreach (var choice in d.Choices)
            (choice.MayIdentify, choice.MayTrack, choice.MayMonitor) = (Answer.No, Answer.No, Answer.No);
        foreach (var risk in d.Risks)
            (risk.ResidualLikelihood, risk.Conclusions) = (Level.Negligible, [.. d.Findings.Select(f => f.TypeId).Distinct(StringComparer.Ordinal)]);
        foreach (var decision in d.Dispositions)
            decision.ProofHash = "another";
        return d;
    }

    /// <summary>Personal data and nothing else; one question is open.</summary>
    private static IReadOnlyList<ScreeningAnswer> OneOpen() =>
    [
        .. PiaCatalogue.Current.Screening.Questions.SkipLast(1).Select((q, i) => new ScreeningAnswer { Id = SmallCity.Id(800 + i), OwnerId = SmallCity.Id(1), QuestionId = q.Id, Answer = q.Gate ? Answer.Yes : Answer.No }),
    ];

    private static Dossier Bare()
    {
        var d = RichDossier.Prefilled();
        return d with { Purposes = [], Groups = [], Stakeholders = [], Datasets = [], Items = [], Flows = [], Tensions = [], Measures = [], Screening = [] };
    }

    private static IReadOnlyList<ScreeningAnswer> Screened(string archetype) => RichDossier.Prefilled(archetype).Screening;

    /// <summary>So many risks, actions, tensions, measures; kinds of data beyond those that are listed.</summary>
    private static Dossier Counting(int count)
    {
        var d = RichDossier.Filled(risks: 4);
        foreach (var (risk, i) in d.Risks.Select((r, i) => (r, i)))
        {
            (risk.Treatment, risk.ResidualLikelihood, risk.ResidualSeverity) = (Treatment.Retain, i < count ? Level.Maximum : Level.Negligible, i < count ? Level.Maximum : Level.Negligible);
            risk.InherentLikelihood = i == 3 && count > 0 ? null : risk.InherentLikelihood;
        }
        foreach (var (tension, i) in d.Tensions.Select((t, i) => (t, i)))
            tension.State = i < count ? TensionState.Open : TensionState.Settled;
        foreach (var (measure, i) in d.Measures.Select((m, i) => (m, i)))
            measure.State = i < count ? MeasureState.InPlace : MeasureState.Planned;
        List<ActionItem> actions = [.. d.Actions.Take(1), .. Enumerable.Range(0, count).Select(i => new ActionItem { Id = SmallCity.Id(700 + i), OwnerId = d.Head.AssessmentId, What = $"Act {i}", DueOn = RichDossier.Today.AddDays(-3) })];
        var kept = d.Items.DistinctBy(i => i.TypeId, StringComparer.Ordinal).Take(6 + count).Select(i => i.TypeId).ToHashSet(StringComparer.Ordinal);
        return (d with
        {
            Risks = count == 0 ? [] : [.. d.Risks.Take(count), .. d.Risks.Skip(3)],
            Actions = count == 0 ? [] : [.. actions.Skip(1), .. actions.Take(count - 1)],
            Measures = count == 0 ? [] : d.Measures,
            Items = [.. d.Items.Where(i => kept.Contains(i.TypeId))],
        }).WithFindings();
    }

    /// <summary>So many cards of special categories, or that may reveal one, of so many cards.</summary>
    private static Dossier Findings(int count, bool special, int of)
    {
        var d = RichDossier.Filled("S07").WithFindings();
        var cards = FindingCard.Of(d, d.Findings.Where(f => d.IsToDecide(f) && f.Together.Count == 0)).DistinctBy(c => c.TypeId, StringComparer.Ordinal).ToList();
        var plain = cards.Where(c => !d.Term(c.TypeId).InferredSpecial).ToList();
        List<FindingCard> chosen = [.. (special ? plain : cards.Except(plain)).Take(count), .. plain.Skip(special ? count : 0).Take(of - count)];
        return d with
        {
            Findings = [.. chosen.Select((c, i) => c.Surest with { SpecialCategory = special && i < count })],
            Planned = null,
        };
    }

    /// <summary>So many findings left once what is planned is in place; null for all, changed; -1 for none.</summary>
    private static Dossier Planned(int? left)
    {
        var d = RichDossier.Filled("S07").WithFindings();
        return d with { Planned = left is { } some ? new([.. d.Findings.Skip(Math.Max(some, 0)).Select(f => f.Key)], []) : new([], [d.Findings[0] with { Score = 0.3 }]) };
    }

    /// <summary>What the city adds: so many cards, the first of them only together.</summary>
    private static Dossier InCity(int count)
    {
        var theirs = SmallCity.Service(900, "Station accounts", (SmallCity.Wifi, ["A08", "A01"]));
        var cards = SmallCity.Service(901, "Travel cards", (SmallCity.Transport, ["A08", "A21", "A22"]));
        var rich = RichDossier.Filled();
        var d = rich with { Organisations = [.. rich.Organisations, .. cards.Organisations], Datasets = [.. rich.Datasets, .. cards.Datasets], Items = [.. rich.Items, .. cards.Items] };
        d = d.WithFindings().WithCity(CityContribution.Of(SmallCity.Of(theirs), d.WithFindings()));
        var kept = d.City!.Findings.Where(f => !f.IsHypothesis).OrderByDescending(f => f.Together.Count).DistinctBy(f => f.TypeId, StringComparer.Ordinal).Take(count);
        return count > 2 ? d : d with { City = d.City with { Findings = [.. kept] } };
    }

    private static string Text(Dossier dossier)
    {
        var (frozen, version) = RichDossier.Freeze(dossier);
        // The counts of a state are those given, not those that freezing works out anew.
        frozen = frozen with { Findings = dossier.Findings, Planned = dossier.Planned };
        return AssessmentReportTests.Text(AssessmentReport.Build(frozen, version, "City of Exampleton", English).Blocks);
    }

    private static Dictionary<string, string> Texts() => XDocument.Load(Path.Combine(Root(), "src", "SmartCityPia.Reports", "Resources", "Report.resx")).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value, StringComparer.Ordinal);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", ".."));

    [GeneratedRegex("^(DocumentTitle|CityPlan.Foot|Running.*|Contents|Evidence\\..*|Certainty\\..*|Scales\\..*None|Zones.Rules.None|Screening.None)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"\\\{\d(:[^}]*)?\\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
