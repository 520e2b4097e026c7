using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class HearingTests
{
    [Fact]
    public void Check_NotHeardWithoutReason_IsRefused() => Assert.Equal((string[])["NotHeardWhy"], Rules(new() { Way = HearingWay.NotHeard }));

    [Fact]
    public void Check_NotHeardWithWords_IsRefused() =>
        Assert.Equal((string[])["NotHeardSaidNothing"], Rules(new() { Way = HearingWay.NotHeard, Reason = "Not yet.", Said = "Yes." }));

    [Fact]
    public void Check_NotTakenUpWithoutReason_IsRefused()
    {
        Assert.Equal((string[])["NotTakenUpWhy"], Rules(new() { Way = HearingWay.Meeting, Answer = HearingAnswer.NotTakenUp }));
        Assert.Empty(Rules(new() { Way = HearingWay.Meeting, Answer = HearingAnswer.TakenUp }));
    }

    [Fact]
    public void Check_GroupOfAnotherDossier_IsRefused() => Assert.Equal((string[])["UnknownGroup"], Rules(new() { Way = HearingWay.Meeting, GroupIds = [Guid.CreateVersion7()] }));

    [Fact]
    public void Gaps_NothingRecorded_SaysSoAndDoesNotBlock()
    {
        var gap = Assert.Single(Gaps(RichDossier.Filled() with { Hearings = [] }), g => g.Rule == "NobodyHeard");

        Assert.False(gap.Blocks);
        Assert.DoesNotContain(Gaps(RichDossier.Filled()), g => g.Rule is "NobodyHeard" or "HearingIncomplete");
    }

    [Fact]
    public void Gaps_RecordWithoutAnswer_LeadsToIt()
    {
        var dossier = RichDossier.Filled();
        dossier.Hearings[0].Answer = null;

        Assert.Equal(dossier.Hearings[0].Id, Assert.Single(Gaps(dossier), g => g.Rule == "HearingIncomplete").RowId);
    }

    [Fact]
    public void LawTable_Views_AreHeldByRecordsAlone()
    {
        var dossier = RichDossier.Filled().WithFindings();

        Assert.Equal(LawState.Held, Views(dossier).State);
        Assert.Equal(dossier.Hearings.Select(h => h.Id), Views(dossier).Held.Select(p => p.RowId!.Value));
        // What stakeholders are expected to hope and fear is no consultation.
        Assert.Equal(LawState.Missing, Views(dossier with { Hearings = [] }).State);
        dossier.Hearings[0].Said = null;
        Assert.Equal((LawState.Partly, nameof(Hearing.Said)), (Views(dossier).State, Assert.Single(Views(dossier).Missing).Field));
    }

    [Fact]
    public void LawTable_Codes_AreAskedOnlyWhereOneIsNoted()
    {
        var dossier = RichDossier.Filled().WithFindings();

        Assert.Equal(LawState.Held, Codes(dossier).State);
        dossier.LegalNotes[0].Meaning = " ";
        Assert.Equal(LawState.Missing, Codes(dossier).State);
        Assert.Equal(LawState.NotAsked, Codes(dossier with { LegalNotes = [] }).State);

        static LawLine Codes(Dossier dossier) => LawTable.Of(dossier).Single(l => l.Point.Id == "LB5");
    }

    private static LawLine Views(Dossier dossier) => LawTable.Of(dossier).Single(l => l.Point.Id == "LF2");

    private static IReadOnlyList<Gap> Gaps(Dossier dossier) => DossierCheck.Gaps(dossier.WithFindings(), new(2026, 11, 1));

    private static List<string> Rules(HearingDetails details)
    {
        var dossier = RichDossier.Filled();
        return [.. details.Check(dossier, new Hearing { Id = Guid.CreateVersion7(), OwnerId = dossier.Head.AssessmentId }).Select(e => e.Rule)];
    }
}
