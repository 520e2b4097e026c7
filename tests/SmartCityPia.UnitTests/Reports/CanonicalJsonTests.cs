using System.Text.Json;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Reports;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("S06")]
    [InlineData("S13")]
    public void Write_WhatWasRead_GivesTheSameText(string archetype)
    {
        var json = CanonicalJson.Write(RichDossier.Filled(archetype).Frozen(RichDossier.People));

        var again = CanonicalJson.Write(CanonicalJson.Read(json));

        Assert.Equal(json, again);
        Assert.Equal(CanonicalJson.Sha256(json), CanonicalJson.Sha256(again));
    }

    [Fact]
    public void Write_MembersEverywhere_AreInOrdinalOrder()
    {
        using var document = JsonDocument.Parse(CanonicalJson.Write(RichDossier.Filled().Frozen(RichDossier.People)));

        AssertOrdered(document.RootElement);
    }

    [Fact]
    public void Write_TermsInsertedTheOtherWayRound_GivesTheSameText()
    {
        var dossier = RichDossier.Filled().Frozen(RichDossier.People);
        var turned = dossier with { Terms = dossier.Terms.Reverse().ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal) };

        Assert.Equal(CanonicalJson.Write(dossier), CanonicalJson.Write(turned));
    }

    [Fact]
    public void Write_OneCharacterChanged_ChangesTheHash()
    {
        var dossier = RichDossier.Filled().Frozen(RichDossier.People);
        var before = CanonicalJson.Sha256(CanonicalJson.Write(dossier));
        dossier.Service.Summary += ".";

        Assert.NotEqual(before, CanonicalJson.Sha256(CanonicalJson.Write(dossier)));
    }

    [Fact]
    public void Write_RowVersionsAndAccounts_StayInTheDatabase()
    {
        var json = CanonicalJson.Write(RichDossier.Filled().Frozen(RichDossier.People));

        Assert.DoesNotContain("\"version\":", json, StringComparison.Ordinal);
        Assert.DoesNotContain("changedById", json, StringComparison.Ordinal);
    }

    /// <summary>What follows from the fields is worked out when a version is read: frozen, it could contradict them.</summary>
    [Fact]
    public void Write_WhatFollowsFromTheFields_IsNotFrozen()
    {
        using var document = JsonDocument.Parse(CanonicalJson.Write(RichDossier.Filled().Frozen(RichDossier.People)));

        foreach (var kind in RowKinds.All)
        {
            if (!document.RootElement.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(kind.List), out var list) || list.ValueKind != JsonValueKind.Array)
                continue;
            var rows = list.EnumerateArray();
            var computed = kind.Row.GetProperties().Where(p => !p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToHashSet(StringComparer.Ordinal);
            Assert.Empty(rows.SelectMany(r => r.EnumerateObject()).Select(m => m.Name).Where(computed.Contains).Distinct());
        }
    }

    private static void AssertOrdered(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                AssertOrdered(item);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        var names = element.EnumerateObject().Select(m => m.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        foreach (var member in element.EnumerateObject())
            AssertOrdered(member.Value);
    }
}
