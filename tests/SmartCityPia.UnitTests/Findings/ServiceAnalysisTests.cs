using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class ServiceAnalysisTests
{
    /// <summary>
    /// Checked by hand against the catalogue: I59a says that one code at two sensors shows the path of a device while the
    /// code lasts; I65 that the sign-in page ties an address to an account, and only two bodies see both.
    /// </summary>
    [Fact]
    public void Findings_OfMetroWifiAsPrefilled_AreWhatTheRulesSay()
    {
        var dossier = SmallDossier.FromArchetype("S06");

        var path = dossier.Findings.Where(f => f.TypeId == "D23").ToDictionary(f => dossier.OrganisationName(f.ActorId), f => f.Score, StringComparer.Ordinal);
        Assert.Equal(["Analytics company", "Transit authority", "Transport police", "University research team", "Wi-Fi operator"], path.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(0.95, path["Wi-Fi operator"], 6);
        // A code that changes daily (C17) shows the day. The host of encrypted copies (C75) sees nothing.
        Assert.Equal(0.95, path["Analytics company"], 6);
        Assert.DoesNotContain(dossier.Findings, f => dossier.OrganisationName(f.ActorId) is "Analytics company" && f.TypeId == "D94");

        var account = dossier.Findings.Where(f => f.TypeId == "D36").ToList();
        Assert.Equal(["Transport police", "Wi-Fi operator"], account.Select(f => dossier.OrganisationName(f.ActorId)).Order(StringComparer.Ordinal));
        Assert.All(account, f => Assert.StartsWith("I65", f.Proof[^1].Via, StringComparison.Ordinal));
    }

    /// <summary>All but those whose gate question is answered with no. A kind that finds nothing has to be told apart here, with the reason.</summary>
    public static TheoryData<string> WithPersonalData =>
        [.. PiaCatalogue.Current.Archetypes.Where(a => a.Screening.First(s => s.Question == "Q0").Answer != SmartCityPia.Domain.Foundation.Answer.No).Select(a => a.Id)];

    [Theory, MemberData(nameof(WithPersonalData))]
    public void Findings_OfAKindThatHoldsPersonalData_AreSomeToDecide(string archetype)
    {
        var dossier = SmallDossier.FromArchetype(archetype).WithFindings();

        Assert.Contains(dossier.Findings, f => dossier.IsToDecide(f));
    }

    [Theory]
    [InlineData("S36")]
    [InlineData("S37")]
    [InlineData("S38")]
    public void Findings_OfAKindThatMeasuresNoPeople_AreNone(string archetype) => Assert.Empty(SmallDossier.FromArchetype(archetype).Findings);

    [Fact]
    public void Findings_SpecialCategoriesFirst_ThenWhatIdentifies()
    {
        var seen = new HashSet<int>();
        foreach (var archetype in PiaCatalogue.Current.Archetypes)
        {
            var ranks = SmallDossier.FromArchetype(archetype.Id).Findings.Select(f => f.SpecialCategory ? 0 : f.Identifying ? 1 : 2).ToList();
            Assert.Equal(ranks.Order(), ranks);
            seen.UnionWith(ranks);
        }
        Assert.Equal([0, 1, 2], seen.Order());
    }

    [Fact]
    public void Findings_WhoeverIsGivenTheName_DoesNotDeriveWhoAPersonIs()
    {
        var dossier = SmallDossier.FromArchetype("S02");
        var named = dossier.Datasets.Where(d => dossier.Items.Any(i => i.DatasetId == d.Id && i.TypeId == "A01")).Select(d => d.Id).ToHashSet();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(dossier.Findings, f => f.TypeId == "D06" && named.Contains(f.HoldingId));
    }

    [Theory, InlineData("S05"), InlineData("S06"), InlineData("S26")]
    public void Findings_FromPublicDataAlone_AreToldOnceOfTheOutsider(string archetype)
    {
        var dossier = SmallDossier.FromArchetype(archetype);

        var open = dossier.Findings.Where(f => f.ActorId is null).ToDictionary(f => f.TypeId, f => f.Score, StringComparer.Ordinal);
        Assert.NotEmpty(open);
        Assert.All(dossier.Findings.Where(f => f.ActorId is not null && open.ContainsKey(f.TypeId)), f => Assert.True(f.Score > open[f.TypeId]));
    }

    [Fact]
    public void Findings_NoData_AreNone() =>
        Assert.Empty((SmallDossier.WithWifi() with { Datasets = [], Items = [], Flows = [] }).WithFindings().Findings);
}
