using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

/// <summary>The shipped questions, criteria and rules lead where the law and WP248 lead.</summary>
public sealed class ScreeningTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();
    private static readonly Guid Assessment = new("0199f000-0000-7000-8000-000000000001");

    private const string Gate = "Q0";

    public static TheoryData<string> AllQuestions => [.. Catalogue.Screening.Questions.Where(q => !q.Gate).Select(q => q.Id)];

    /// <summary>What the kind of service is prefilled with, all other questions answered with no.</summary>
    public static TheoryData<string, ScreeningOutcome, string> Archetypes => new()
    {
        { "S01", ScreeningOutcome.Needed, "R2" },
        { "S02", ScreeningOutcome.Needed, "R2" },
        { "S03", ScreeningOutcome.Needed, "R2" },
        { "S04", ScreeningOutcome.Needed, "R2" },
        { "S05", ScreeningOutcome.Needed, "R2" },
        { "S06", ScreeningOutcome.Needed, "R2" },
        { "S07", ScreeningOutcome.Needed, "R2" },
        { "S08", ScreeningOutcome.Needed, "R2" },
        { "S09", ScreeningOutcome.Needed, "R2" },
        { "S10", ScreeningOutcome.Needed, "R2" },
        { "S11", ScreeningOutcome.Needed, "R2" },
        { "S12", ScreeningOutcome.Needed, "R2" },
        { "S13", ScreeningOutcome.Needed, "R2" },
        { "S14", ScreeningOutcome.Needed, "R1" },
        { "S15", ScreeningOutcome.Needed, "R2" },
        { "S16", ScreeningOutcome.Needed, "R2" },
        { "S17", ScreeningOutcome.NotNeeded, "R4" },
        { "S18", ScreeningOutcome.Needed, "R2" },
        { "S19", ScreeningOutcome.Needed, "R2" },
        { "S20", ScreeningOutcome.Needed, "R2" },
        { "S21", ScreeningOutcome.Needed, "R2" },
        { "S22", ScreeningOutcome.Needed, "R2" },
        { "S23", ScreeningOutcome.Needed, "R2" },
        { "S24", ScreeningOutcome.Needed, "R2" },
        { "S25", ScreeningOutcome.Needed, "R2" },
        { "S26", ScreeningOutcome.Needed, "R2" },
        { "S27", ScreeningOutcome.Needed, "R2" },
        { "S28", ScreeningOutcome.Needed, "R2" },
        { "S29", ScreeningOutcome.Needed, "R2" },
        { "S30", ScreeningOutcome.Needed, "R2" },
        { "S31", ScreeningOutcome.Needed, "R2" },
        { "S32", ScreeningOutcome.Needed, "R2" },
        { "S33", ScreeningOutcome.Needed, "R2" },
        { "S34", ScreeningOutcome.Needed, "R2" },
        { "S35", ScreeningOutcome.Needed, "R2" },
        { "S36", ScreeningOutcome.NotNeeded, "R0" },
        { "S37", ScreeningOutcome.NotNeeded, "R0" },
        { "S38", ScreeningOutcome.NotNeeded, "R0" },
        { "S39", ScreeningOutcome.Needed, "R1" },
    };

    [Fact]
    public void Evaluate_EverythingHarmless_RuleFourSaysNotNeeded()
    {
        var result = Evaluate([]);
        Assert.Equal(ScreeningOutcome.NotNeeded, result.Computed);
        Assert.Equal(ScreeningOutcome.NotNeeded, result.Decided);
        Assert.Equal("R4", result.Rule!.Id);
        Assert.Equal(["P1"], result.Met.Select(m => m.Criterion.Id));
        Assert.Equal(0, result.Open);
    }

    [Theory]
    [InlineData("Q10", "L1")]
    [InlineData("Q11", "L2")]
    [InlineData("Q12", "L3")]
    public void Evaluate_OneCaseOfArticle35_RuleOneSaysNeeded(string question, string criterion)
    {
        var result = Evaluate([(question, Answer.Yes)]);
        Assert.Equal(ScreeningOutcome.Needed, result.Computed);
        Assert.Equal("R1", result.Rule!.Id);
        Assert.Equal([question], Cause(result, criterion).QuestionIds);
    }

    [Theory]
    [InlineData("Q1")]
    [InlineData("Q2")]
    [InlineData("Q3")]
    [InlineData("Q4")]
    [InlineData("Q5")]
    [InlineData("Q6")]
    [InlineData("Q7")]
    [InlineData("Q8")]
    [InlineData("Q9")]
    public void Evaluate_OneOfTheNineAlone_IsNotEnough(string question)
    {
        var result = Evaluate([(question, Answer.Yes)]);
        Assert.Equal("R4", result.Rule!.Id);
        Assert.Equal([question], Assert.Single(result.Met, m => m.Criterion.Id != "P1").QuestionIds);
    }

    [Fact]
    public void Evaluate_EveryPairOfTheNine_RuleTwoSaysNeeded()
    {
        string[] nine = ["Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "Q9"];
        foreach (var first in nine)
        {
            foreach (var second in nine.Where(q => string.CompareOrdinal(q, first) > 0))
            {
                var result = Evaluate([(first, Answer.Yes), (second, Answer.Yes)]);
                Assert.True(result.Rule?.Id == "R2" && result.Computed == ScreeningOutcome.Needed, $"{first} and {second}: {result.Rule?.Id}");
                Assert.Equal(3, result.Met.Count);
            }
        }
    }

    [Theory]
    [InlineData("Q13")]
    [InlineData("Q14")]
    [InlineData("Q15")]
    [InlineData("Q16")]
    [InlineData("Q17")]
    [InlineData("Q18")]
    [InlineData("Q19")]
    public void Evaluate_PublicSpaceTrigger_NeedsOneMoreCriterion(string trigger)
    {
        Assert.Equal("R4", Evaluate([(trigger, Answer.Yes)]).Rule!.Id);
        var paired = Evaluate([(trigger, Answer.Yes), ("Q7", Answer.Yes)]);
        Assert.Equal("R3", paired.Rule!.Id);
        Assert.Equal(ScreeningOutcome.Needed, paired.Computed);
    }

    [Fact]
    public void Evaluate_TwoTriggersWithoutAnyOfTheNine_AreNotEnough() =>
        Assert.Equal("R4", Evaluate([("Q13", Answer.Yes), ("Q14", Answer.Yes)]).Rule!.Id);

    [Fact]
    public void Evaluate_BarsAService_MeetsCriterionNine()
    {
        Assert.Equal(["P1", "W9"], Evaluate([("Q9", Answer.Yes)]).Met.Select(m => m.Criterion.Id));
        Assert.Equal(["P1"], Evaluate([("Q9", Answer.No)]).Met.Select(m => m.Criterion.Id));
    }

    [Fact]
    public void Evaluate_NoPersonalData_IsNotNeededWhateverElseIsSaid()
    {
        var result = Domain.Dossiers.Screening.Evaluate(Catalogue, [Row(Gate, Answer.No), Row("Q12", Answer.Yes)], overruled: false);
        Assert.Equal((ScreeningOutcome.NotNeeded, "R0", 0), (result.Decided, result.Rule!.Id, result.Open));
    }

    /// <summary>What a practitioner answers for services that were said to need an assessment, and do not.</summary>
    /// <summary>Loop counters, air-quality stations and lamps dimmed by motion, as an officer begins with them.</summary>
    [Theory]
    [InlineData("S36")]
    [InlineData("S37")]
    [InlineData("S38")]
    public void Evaluate_MeasuresNoPeople_IsNotNeeded(string archetype)
    {
        List<(string Question, Answer Answer)> answers = [.. Catalogue.Archetypes[archetype].Screening.Select(a => (a.Question, a.Answer))];
        var result = Evaluate([.. answers]);
        Assert.Equal((ScreeningOutcome.NotNeeded, ScreeningOutcome.NotNeeded, "R0"), (result.Computed, result.Decided, result.Rule!.Id));
        Assert.Empty(result.Met);
        // Also where somebody is not sure of the gate and says so: what it does meets none of the nine.
        Assert.Equal(ScreeningOutcome.NotNeeded, Evaluate([.. answers.Select(a => a.Question == Gate ? (Gate, Answer.Unsure) : a)]).Decided);
    }

    [Fact]
    public void Evaluate_FacesAtAStadium_IsNeededNamesTheLawAndCannotBeOverruled()
    {
        var result = Evaluate([.. Catalogue.Archetypes["S39"].Screening.Select(a => (a.Question, a.Answer))], overruled: true);

        Assert.Equal((ScreeningOutcome.Needed, ScreeningOutcome.Needed, "R1"), (result.Computed, result.Decided, result.Rule!.Id));
        var also = string.Join('\n', result.Met.Select(m => m.Criterion.AlsoAsks));
        Assert.Contains("Art. 9(2)", also, StringComparison.Ordinal);
        Assert.Contains("AI Act", also, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_OnTheNationalList_CannotBeOverruled()
    {
        var result = Evaluate([("Q20", Answer.Yes)], overruled: true);
        Assert.Equal((ScreeningOutcome.Needed, ScreeningOutcome.Needed, "R5"), (result.Computed, result.Decided, result.Rule!.Id));
    }

    [Theory, MemberData(nameof(Archetypes))]
    public void Evaluate_AnArchetypesAnswers_LeadsWhereTheTableSays(string archetype, ScreeningOutcome outcome, string rule)
    {
        var result = Evaluate([.. Catalogue.Archetypes[archetype].Screening.Select(a => (a.Question, a.Answer))]);
        Assert.Equal((outcome, rule), (result.Decided, result.Rule!.Id));
    }

    [Fact]
    public void Archetypes_InTheTable_AreAll() => Assert.Equal(Catalogue.Archetypes.Select(a => a.Id), Archetypes.Select(row => row.Data.Item1));

    [Theory]
    [MemberData(nameof(AllQuestions))]
    public void Evaluate_Unsure_MeetsWhatTheWorseAnswerMeetsAndSaysSo(string question)
    {
        var worse = Evaluate([(question, Answer.Yes)]);
        var unsure = Evaluate([(question, Answer.Unsure)]);
        Assert.NotEmpty(worse.Met);
        Assert.Equal(worse.Met.Select(m => m.Criterion.Id), unsure.Met.Select(m => m.Criterion.Id));
        Assert.Equal(worse.Computed, unsure.Computed);
        Assert.All(unsure.Met.Where(m => m.Criterion.Id != "P1"), m => Assert.True(m.OnlyUnsure));
        Assert.All(worse.Met, m => Assert.False(m.OnlyUnsure));
    }

    [Fact]
    public void Evaluate_CriterionFromAYesAndADoubt_IsNotOnlyDoubtAndNamesBoth()
    {
        // Q3 and Q12 both ask about systematic monitoring (W3).
        var cause = Cause(Evaluate([("Q3", Answer.Unsure), ("Q12", Answer.Yes)]), "W3");
        Assert.Equal(["Q3", "Q12"], cause.QuestionIds);
        Assert.False(cause.OnlyUnsure);
    }

    [Fact]
    public void Evaluate_NothingAnswered_IsUndecided()
    {
        var result = Domain.Dossiers.Screening.Evaluate(Catalogue, [], overruled: false);
        Assert.Equal((ScreeningOutcome.Undecided, ScreeningOutcome.Undecided, 21), (result.Computed, result.Decided, result.Open));
        Assert.Null(result.Rule);
    }

    [Fact]
    public void Evaluate_OneOpenQuestion_StaysUndecidedUnlessTheRestIsEnough()
    {
        var harmless = Harmless([]).Where(a => a.QuestionId != "Q19").ToList();
        var undecided = Domain.Dossiers.Screening.Evaluate(Catalogue, harmless, overruled: false);
        Assert.Equal((ScreeningOutcome.Undecided, 1), (undecided.Computed, undecided.Open));

        var enough = Domain.Dossiers.Screening.Evaluate(Catalogue, Harmless([("Q12", Answer.Yes)]).Where(a => a.QuestionId != "Q19"), overruled: false);
        Assert.Equal((ScreeningOutcome.Needed, 1), (enough.Computed, enough.Open));
    }

    [Fact]
    public void Evaluate_NoteWithoutAnswer_CountsAsOpen()
    {
        var result = Domain.Dossiers.Screening.Evaluate(Catalogue, [Row("Q1", null)], overruled: false);
        Assert.Equal(21, result.Open);
    }

    [Fact]
    public void Evaluate_Overruled_TurnsTheDecisionAndKeepsWhatTheAnswersSay()
    {
        var needed = Evaluate([("Q1", Answer.Yes), ("Q2", Answer.Yes)], overruled: true);
        Assert.Equal((ScreeningOutcome.Needed, ScreeningOutcome.NotNeeded, "R2"), (needed.Computed, needed.Decided, needed.Rule!.Id));

        var notNeeded = Evaluate([], overruled: true);
        Assert.Equal((ScreeningOutcome.NotNeeded, ScreeningOutcome.Needed), (notNeeded.Computed, notNeeded.Decided));
    }

    [Fact]
    public void Evaluate_OverruledWhileUndecided_StaysUndecided() =>
        Assert.Equal(ScreeningOutcome.Undecided, Domain.Dossiers.Screening.Evaluate(Catalogue, [], overruled: true).Decided);

    /// <summary>The rules in words, against the catalogue's: every count of criteria of each kind, with and without open questions.</summary>
    [Fact]
    public void Evaluate_AnyAnswers_FollowsArticle35ThenWp248ThenTriggers()
    {
        Answer?[] any = [Answer.Yes, Answer.No, Answer.Unsure, null];
        var random = new Random(35);
        HashSet<string?> seen = [];
        for (var i = 0; i < 60_000; i++)
        {
            // From almost all harmless to almost all answered with any of the three, or open.
            var share = random.NextDouble();
            var answers = Harmless([]).Select(a => random.NextDouble() < share * share ? Row(a.QuestionId, any[random.Next(any.Length)]) : a).ToList();
            var result = Domain.Dossiers.Screening.Evaluate(Catalogue, answers, overruled: false);

            int Met(char letter) => Catalogue.Screening.Criteria.Count(c => c.Id[0] == letter && answers.Any(a => a.Answer is { } answer && Meets(a.QuestionId, c.Id, answer)));
            var open = answers.Count(a => a.Answer is null);
            var closed = answers.Any(a => a.QuestionId == Gate && a.Answer == Answer.No);
            var expected = closed ? "R0" : Met('L') > 0 ? "R1" : Met('N') > 0 ? "R5" : Met('W') >= 2 ? "R2" : Met('T') > 0 && Met('W') > 0 ? "R3" : open > 0 ? null : "R4";

            Assert.Equal((expected, closed ? 0 : open), (result.Rule?.Id, result.Open));
            Assert.Equal(expected switch { null => ScreeningOutcome.Undecided, "R0" or "R4" => ScreeningOutcome.NotNeeded, _ => ScreeningOutcome.Needed }, result.Computed);
            seen.Add(expected);
        }
        Assert.Equal(7, seen.Count);

        static bool Meets(string question, string criterion, Answer answer)
        {
            var entry = Catalogue.Screening.Questions[question];
            return answer != Answer.No && entry.Criteria.Contains(criterion);
        }
    }

    private static ScreeningResult Evaluate((string Question, Answer Answer)[] given, bool overruled = false) =>
        Domain.Dossiers.Screening.Evaluate(Catalogue, Harmless(given), overruled);

    /// <summary>All questions answered the harmless way, but for the given ones.</summary>
    private static IEnumerable<ScreeningAnswer> Harmless((string Question, Answer Answer)[] given) =>
        Catalogue.Screening.Questions.Select(q => Row(q.Id, given.Where(g => g.Question == q.Id).Select(g => (Answer?)g.Answer).SingleOrDefault()
            ?? (q.Gate ? Answer.Yes : Answer.No)));

    private static MetCriterion Cause(ScreeningResult result, string criterion) => result.Met.Single(m => m.Criterion.Id == criterion);

    private static ScreeningAnswer Row(string question, Answer? answer) =>
        new() { Id = Guid.CreateVersion7(), OwnerId = Assessment, QuestionId = question, Answer = answer, Note = "n" };
}
