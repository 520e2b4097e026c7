using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class LawfulnessTests
{
    private static readonly DateOnly Today = RichDossier.Today;

    [Fact]
    public void Check_LegitimateInterestsOfAnAuthority_AreRefusedAtTheField()
    {
        var dossier = RichDossier.Prefilled();
        var purpose = dossier.Purposes[0];
        purpose.LegalBasis = LegalBasis.LegitimateInterests;

        var error = Assert.Single(Typed(purpose).Check(dossier, purpose));
        Assert.Equal((nameof(Purpose.LegalBasis), "BasisOfPrivateBodies"), (error.Field, error.Rule));
        Assert.Contains(Gaps(dossier), g => g.Rule == "BasisRefused" && g.RowId == purpose.Id && g is { Blocks: true, Attention: true });
        var flow = dossier.Flows.First(f => f.PurposeId == purpose.Id);
        flow.LegalBasis = LegalBasis.LegitimateInterests;
        Assert.Contains(Typed(flow).Check(dossier, flow), e => e is { Field: nameof(DataFlow.LegalBasis), Rule: "BasisOfPrivateBodies" });
    }

    [Fact]
    public void Check_LegitimateInterestsOutsideTheTasks_NeedSayingWhy()
    {
        var dossier = RichDossier.Prefilled();
        var purpose = dossier.Purposes[0];
        (purpose.LegalBasis, purpose.OutsideTasks, purpose.LegalReference) = (LegalBasis.LegitimateInterests, true, " ");

        Assert.Equal("OutsideTasksWhy", Assert.Single(Typed(purpose).Check(dossier, purpose)).Rule);
        purpose.LegalReference = "Lease of 2024";
        Assert.Empty(Typed(purpose).Check(dossier, purpose));
        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "BasisRefused" && g.RowId == purpose.Id);
    }

    [Fact]
    public void Check_LegitimateInterestsOfACompany_AreItsOwn()
    {
        var dossier = RichDossier.Prefilled();
        var controller = dossier.Stakeholders.First(s => s.Role == StakeholderRole.Controller).OrganisationId;
        dossier = dossier with { Organisations = [.. dossier.Organisations.Select(o => o.Id == controller ? o with { Kind = OrganisationKind.ServiceOperator } : o)] };
        dossier.Purposes[0].LegalBasis = LegalBasis.LegitimateInterests;

        Assert.Empty(Typed(dossier.Purposes[0]).Check(dossier, dossier.Purposes[0]));
    }

    [Theory]
    [InlineData(LegalBasis.PublicTask, true)]
    [InlineData(LegalBasis.LegalObligation, true)]
    [InlineData(LegalBasis.Contract, false)]
    public void Gaps_PublicTaskAndObligation_NameTheirLaw(LegalBasis basis, bool named)
    {
        var dossier = RichDossier.Prefilled();
        (dossier.Purposes[0].LegalBasis, dossier.Purposes[0].LegalReference) = (basis, null);

        Assert.Equal(named, Gaps(dossier).Any(g => g.Rule == "PurposeWithoutLaw" && g.RowId == dossier.Purposes[0].Id));
    }

    [Fact]
    public void Gaps_SpecialCategoryHeld_WaitsForItsCondition()
    {
        // A smart card: the entitlement register has concessions.
        var dossier = RichDossier.Prefilled("S07").WithFindings();
        var purpose = dossier.Purposes.Single(p => p.Name == "Prove concession rights");
        var use = Assert.Single(dossier.SpecialUsesOf(purpose.Id, []), u => u.TypeId == "A13");
        Assert.Equal((false, false), (use.Offences, use.IsDrawn));
        Assert.Contains(Gaps(dossier), g => g.Rule == "HeldWithoutCondition" && g.RowId == purpose.Id && g.Blocks);

        purpose.SpecialCondition = SpecialCondition.Employment;
        purpose.OffenceGround = OffenceGround.NotDrawn;

        Assert.DoesNotContain(Gaps(dossier), g => g.Rule.EndsWith("WithoutCondition", StringComparison.Ordinal) && g.RowId == purpose.Id);
    }

    [Fact]
    public void Gaps_SpecialCategoryDrawn_IsAskedUntilTheFindingIsDisputed()
    {
        var (dossier, purpose) = PiaCatalogue.Current.Archetypes.Select(a => RichDossier.Prefilled(a.Id).WithFindings())
            .SelectMany(d => d.Purposes.Where(p => d.SpecialUsesOf(p.Id, []) is { Count: > 0 } uses && uses.All(u => u.IsDrawn)).Select(p => (d, p))).First();

        Assert.Contains(Gaps(dossier), g => g.Rule == "DrawnWithoutCondition" && g.RowId == purpose.Id && !g.Blocks);
        var disputed = dossier with
        {
            Dispositions = [.. dossier.Findings.Select(f => new FindingDisposition
            {
                Id = Guid.CreateVersion7(), OwnerId = dossier.Head.AssessmentId, FindingKey = f.Key, ProofHash = f.ProofHash, Disposition = Disposition.Disputed, Reason = "It cannot be.",
            })],
        };
        Assert.Empty(disputed.SpecialUsesOf(purpose.Id, []));
    }

    [Fact]
    public void Gaps_DataOfAnotherPurpose_AsksWhetherItMay()
    {
        var dossier = RichDossier.Prefilled();
        var copy = dossier.Flows.First(f => dossier.FlowOf(f.SourceFlowId) is { } before && before.PurposeId != f.PurposeId);
        var purpose = dossier.Purposes.Single(p => p.Id == copy.PurposeId);

        Assert.Contains(Gaps(dossier), g => g.Rule == "FurtherWithoutTest" && g.RowId == purpose.Id);
        purpose.FurtherUse = FurtherUse.Compatible;
        Assert.Equal("CompatibleWhy", Assert.Single(purpose.Check(dossier, purpose), e => e.Field == nameof(Purpose.Compatibility)).Rule);
        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "FurtherWithoutTest" && g.RowId == purpose.Id);
    }

    [Fact]
    public void Gaps_FlowWithoutOwnBasis_HasThatOfItsPurpose()
    {
        var dossier = RichDossier.Prefilled();
        var flow = dossier.Flows[0];
        flow.LegalBasis = null;

        Assert.DoesNotContain(Gaps(dossier), g => g.Rule == "FlowWithoutPurpose");
        dossier.Purposes.Single(p => p.Id == flow.PurposeId).LegalBasis = null;
        Assert.Contains(Gaps(dossier), g => g.Rule == "FlowWithoutPurpose" && g.RowId == flow.Id);
    }

    /// <summary>What a page binds: the details, not the row.</summary>
    private static PurposeDetails Typed(Purpose row) => new() { Name = row.Name, LegalBasis = row.LegalBasis, LegalReference = row.LegalReference, OutsideTasks = row.OutsideTasks };

    private static DataFlowDetails Typed(DataFlow row) => new()
    {
        Name = row.Name,
        SourceDatasetId = row.SourceDatasetId,
        SourceFlowId = row.SourceFlowId,
        RecipientId = row.RecipientId,
        PurposeId = row.PurposeId,
        LegalBasis = row.LegalBasis,
    };

    private static IReadOnlyList<Gap> Gaps(Dossier dossier) => DossierCheck.Gaps(dossier with { Screening = [] }, Today);
}
