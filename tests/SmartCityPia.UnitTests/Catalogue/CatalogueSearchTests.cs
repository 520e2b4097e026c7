using SmartCityPia.Domain.Catalogue;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

public sealed class CatalogueSearchTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();

    [Fact]
    public void Find_Id_ComesFirst()
    {
        Assert.Equal((CatalogueKind.AttributeType, "A35"), First("a35"));
        Assert.Equal((CatalogueKind.InferenceRule, "I121b"), First("I121B"));
        Assert.Equal((CatalogueKind.Control, "C18"), First(" c18 "));

        (CatalogueKind, string) First(string words) => Catalogue.Find(words) is [var hit, ..] ? (hit.Kind, hit.Id) : default;
    }

    [Fact]
    public void Find_SeveralWords_MustAllMatchInAnyOrder()
    {
        var hits = Catalogue.Find("NAME full");
        Assert.Equal("A01", hits[0].Id);
        Assert.NotEmpty(Catalogue.Find("montjoye 2013"));
        Assert.Empty(Catalogue.Find("montjoye submarine"));
    }

    [Fact]
    public void Find_AccentsAndCase_DoNotMatter()
    {
        var plain = Catalogue.Find("licence plate");
        Assert.NotEmpty(plain);
        Assert.Equal(plain, Catalogue.Find("LÍCÉNCE\tPlàte"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    public void Find_NoWords_GivesEverythingOfEveryKind(string words)
    {
        var everything = Catalogue.Find(words);

        Assert.Equal(Enum.GetValues<CatalogueKind>(), everything.Select(hit => hit.Kind).Distinct().Order());
        Assert.Equal(Catalogue.Types.Count, everything.Count(hit => hit.Kind == CatalogueKind.AttributeType));
        Assert.Equal(Catalogue.Archetypes.Count, everything.Count(hit => hit.Kind == CatalogueKind.Archetype));
    }

    [Fact]
    public void Lookup_UnknownId_NamesIt()
    {
        Assert.Contains("A999", Assert.Throws<KeyNotFoundException>(() => Catalogue.Type("A999")).Message, StringComparison.Ordinal);
        Assert.Contains("I999", Assert.Throws<KeyNotFoundException>(() => Catalogue.Rule("I999")).Message, StringComparison.Ordinal);
        Assert.Contains("C999", Assert.Throws<KeyNotFoundException>(() => Catalogue.Control("C999")).Message, StringComparison.Ordinal);
    }
}
