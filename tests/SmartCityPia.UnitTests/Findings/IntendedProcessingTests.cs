using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class IntendedProcessingTests
{
    private static readonly Guid Owner = SmallDossier.WithWifi().Service.Id;

    [Fact]
    public void PurposeOf_DeclaredConclusion_IsIntendedForControllerAndProcessorsOnly()
    {
        var dossier = Declared();

        Assert.Equal("Plan services", dossier.PurposeOf(dossier.Of(SmallDossier.Operator, "D23"))?.Name);
        Assert.Null(dossier.PurposeOf(dossier.Of(SmallDossier.Lab, "D23")));
        Assert.All(dossier.Findings.Where(f => f.TypeId != "D23"), f => Assert.Null(dossier.PurposeOf(f)));
        Assert.Null(dossier.PurposeOf(dossier.Of(SmallDossier.Operator, "D23") with { AcrossServices = true }));
    }

    [Fact]
    public void PurposeOf_WithoutLegalBasis_IsAFinding()
    {
        var dossier = Declared(basis: null);

        Assert.Null(dossier.PurposeOf(dossier.Of(SmallDossier.Operator, "D23")));
        Assert.Equal(["IntendedNeedsBasis"], dossier.Purposes[0].Check(dossier, dossier.Purposes[0]).Select(e => e.Rule));
    }

    [Fact]
    public void PurposeOf_PublicData_IsAFinding()
    {
        var dossier = Declared(isPublic: true);

        Assert.Null(dossier.PurposeOf(dossier.Of(null, "D23")));
    }

    [Fact]
    public void Check_AndSuggestions_LeaveIntendedProcessingOut()
    {
        var (without, with) = (SmallDossier.WithWifi().WithFindings(), Declared());

        int Open(Dossier d) => int.Parse(DossierCheck.Gaps(d, new DateOnly(2026, 1, 1)).Single(g => g.Rule == "FindingsOpen").Arguments[0].ToString()!, CultureInfo.InvariantCulture);
        Assert.Equal(Open(without) - 1, Open(with));
        Assert.Equal(without.Findings.Count, with.Findings.Count);
    }

    [Fact]
    public void Check_UnknownConclusion_IsNamed() =>
        Assert.Equal(["UnknownType"], new PurposeDetails { Name = "P", LegalBasis = LegalBasis.PublicTask, Intended = ["D999"] }.Check(Declared(), Declared().Purposes[0]).Select(e => e.Rule));

    private static Dossier Declared(LegalBasis? basis = LegalBasis.PublicTask, bool isPublic = false) => (SmallDossier.WithWifi(isPublic: isPublic) with
    {
        Purposes = [new Purpose { Id = Guid.CreateVersion7(), OwnerId = Owner, Name = "Plan services", LegalBasis = basis, Intended = ["D23"] }],
        Stakeholders =
        [
            new Stakeholder { Id = Guid.CreateVersion7(), OwnerId = Owner, OrganisationId = SmallDossier.Operator, Role = StakeholderRole.Processor },
            new Stakeholder { Id = Guid.CreateVersion7(), OwnerId = Owner, OrganisationId = SmallDossier.Lab, Role = StakeholderRole.ThirdParty },
        ],
    }).WithFindings();
}
