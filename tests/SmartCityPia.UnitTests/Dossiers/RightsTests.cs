using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class RightsTests
{
    [Fact]
    public void Check_RightThatDoesNotApply_NeedsItsReason()
    {
        var dossier = RichDossier.Filled();
        var row = dossier.Rights[0];

        Assert.Equal("RightWhyNot", Assert.Single(new RightAnswerDetails { State = RightState.DoesNotApply }.Check(dossier, row)).Rule);
        Assert.Empty(new RightAnswerDetails { State = RightState.DoesNotApply, Restriction = "Article 11." }.Check(dossier, row));
    }

    [Fact]
    public void Gaps_RightsWithoutAnswer_AreCountedAndDoNotBlock()
    {
        var dossier = RichDossier.Filled();

        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "RightsOpen");
        dossier.Rights[0].AnsweredBy = " ";
        var gap = Assert.Single(Gaps(dossier with { Rights = [.. dossier.Rights.SkipLast(1)] }), g => g.Rule == "RightsOpen");
        Assert.Equal("2", Assert.Single(gap.Arguments));
        Assert.False(gap.Blocks);
    }

    [Fact]
    public void LawTable_RightWithoutAnswer_LeadsToItsPage()
    {
        var dossier = RichDossier.Filled().WithFindings();
        dossier = dossier with { Rights = [.. dossier.Rights.Where(r => r.RightId != "RT20")] };

        var line = LawTable.Of(dossier).Single(l => l.Point.Id == "LD2");

        Assert.Equal(LawState.Partly, line.State);
        Assert.Equal((nameof(RightAnswer), "RT20", nameof(RightAnswer.State)), (line.Missing[0].Kind, line.Missing[0].Key, line.Missing[0].Field));
    }

    [Fact]
    public void Gaps_ProcessorWithoutContract_IsNamed()
    {
        var dossier = RichDossier.Filled();
        var processor = dossier.Stakeholders.First(s => s.Role == StakeholderRole.Processor);

        Assert.DoesNotContain(Gaps(dossier), g => g.RowId == processor.Id);
        processor.AgreedUntil = new(2026, 10, 31);
        Assert.Equal("AgreementEnded", Assert.Single(Gaps(dossier), g => g.RowId == processor.Id).Rule);
        processor.Agreement = AgreementState.Missing;
        Assert.Equal("NoContract", Assert.Single(Gaps(dossier), g => g.RowId == processor.Id).Rule);
        Assert.Contains(LawTable.Of(dossier.WithFindings()).Single(l => l.Point.Id == "LD5").Missing, p => p.RowId == processor.Id && p.Field == nameof(Stakeholder.Agreement));
    }

    [Fact]
    public void Check_NoContractNeeded_HasToSayWhy() =>
        Assert.Contains(new StakeholderDetails { Agreement = AgreementState.NotNeeded }.Check(RichDossier.Filled(), RichDossier.Filled().Stakeholders[0]), e => e.Rule == "AgreementWhyNot");

    [Fact]
    public void Gaps_TransferByClauses_NeedsItsAssessment()
    {
        var dossier = RichDossier.Filled();
        var flow = dossier.Flows[0];
        (flow.CrossesBorder, flow.Transfer, flow.TransferInstrument, flow.TransferAssessment) = (true, "Japan", TransferInstrument.Adequacy, null);

        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "TransferNotAssessed" && g.RowId == flow.Id);
        flow.TransferInstrument = TransferInstrument.StandardClauses;
        Assert.Single(Gaps(dossier), g => g.Rule == "TransferNotAssessed" && g.RowId == flow.Id);
        flow.TransferAssessment = "Keys stay here.";
        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "TransferNotAssessed" && g.RowId == flow.Id);
    }

    [Fact]
    public void Prefill_ServiceOfAuthorities_ProposesNoLegitimateInterests()
    {
        var dossier = RichDossier.Prefilled();

        Assert.Contains(PiaCatalogue.Current.Archetypes["S06"].Purposes, p => p.LegalBasis == LegalBasis.LegitimateInterests);
        Assert.DoesNotContain(dossier.Purposes, p => p.LegalBasis == LegalBasis.LegitimateInterests);
        Assert.DoesNotContain(dossier.Flows, f => f.LegalBasis == LegalBasis.LegitimateInterests);
    }

    private static IReadOnlyList<Gap> Gaps(Dossier dossier) => DossierCheck.Gaps(dossier.WithFindings(), new(2026, 11, 1));
}
