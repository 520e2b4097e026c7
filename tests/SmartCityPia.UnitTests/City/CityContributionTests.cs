using System.Diagnostics;
using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.City;

public sealed class CityContributionTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Current;

    /// <summary>Two public datasets join for everyone: the outsider is told of, not each organisation once more.</summary>
    [Fact]
    public void Of_WhatAnyoneCanTell_IsTheOutsidersAlone()
    {
        var cards = SmallCity.Service(1, "Open cards", (null, ["A08", "A21", "A22"]), (SmallCity.Transport, ["A01"]));

        var findings = cards.Adds(SmallCity.Service(2, "Open sign-ins", (null, ["A08", "A01"]), (SmallCity.Wifi, ["A01"]))).Findings;

        var anyone = findings.Where(f => f.ActorId is null && f.Together.Count == 0).ToDictionary(f => (f.TypeId, f.HoldingId), f => f.Score);
        Assert.NotEmpty(anyone);
        Assert.DoesNotContain(findings, f => f.ActorId is not null && f.Score <= anyone.GetValueOrDefault((f.TypeId, f.HoldingId)));
    }

    /// <summary>By hand: the e-mail key joins the two, then I126 and I128d give the card history of a named person: strength of A08 × confidence of I128d.</summary>
    [Fact]
    public void Of_NameAndCardHeldByTwo_IsOneEmergentFinding()
    {
        var record = SmallCity.Cards.Adds(SmallCity.SignIns);

        var finding = Assert.Single(record.Findings, f => f.TypeId == "D13");
        Assert.Equal([SmallCity.Transport, SmallCity.Wifi], finding.Together);
        Assert.True(finding.AcrossServices);
        Assert.Null(finding.ActorId);
        Assert.Equal(Catalogue.Keys.ById["K-A08"].Strength * Catalogue.Rules.ById["I128d"].Confidence, finding.Score, 1e-12);
        Assert.Equal(CityContribution.KeyOf([CityId.Of(SmallCity.Transport), CityId.Of(SmallCity.Wifi)], "D13"), finding.Key);
        Assert.Equal(["PIA-2026-002"], record.Parts.Select(p => p.Reference));
        var foreign = Assert.Single(record.Holdings);
        Assert.Equal("PIA-2026-002 D1", foreign.Code);
        Assert.Equal(["Transport authority", "Wi-Fi operator"], record.Organisations.Select(o => o.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_OneOrganisationInBothServices_TellsItAlone()
    {
        var record = SmallCity.Cards.Adds(SmallCity.Service(2, "Station Wi-Fi", (SmallCity.Transport, ["A08", "A01"])));

        var finding = Assert.Single(record.Findings, f => f.TypeId == "D13");
        Assert.Equal(SmallCity.Transport, finding.ActorId);
        Assert.Empty(finding.Together);
        // What only came along over the join is told as fields.
        var city = CityFindings.Of(SmallCity.Cards.WithCity(record), record.Findings);
        Assert.Contains(city.Told, f => f.TypeId == "D13");
        var joined = Assert.Single(city.Joined, j => j.HoldingId == SmallCity.Cards.Datasets[0].Id);
        Assert.Equal(("A08", "A01"), (Assert.Single(joined.Via), joined.Findings.Single(f => f.HoldingId == joined.HoldingId).TypeId));
        Assert.Equal(record.Findings.Count, city.Emergent.Count + city.Told.Count + city.Joined.Sum(j => j.Findings.Count));
    }

    [Fact]
    public void Of_SecondServicePublished_TheHolderTellsItWithPublicData()
    {
        var record = SmallCity.Cards.Adds(SmallCity.Service(2, "Open sign-ins", (null, ["A08", "A01"])));

        Assert.Equal(SmallCity.Transport, Assert.Single(record.Findings, f => f.TypeId == "D13").ActorId);
    }

    [Fact]
    public void Of_BothPublished_TheOutsiderTellsIt()
    {
        var record = SmallCity.Service(1, "Open cards", (null, ["A08", "A21", "A22"])).Adds(SmallCity.Service(2, "Open sign-ins", (null, ["A08", "A01"])));

        var finding = Assert.Single(record.Findings, f => f.TypeId == "D13" && f.Actor.Count == 0);
        Assert.StartsWith("city|outsider|", finding.Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UnrelatedServices_IsNothing()
    {
        var record = SmallCity.Cards.Adds(SmallCity.Service(2, "Noise map", (SmallCity.Wifi, ["A72"])));

        Assert.Empty(record.Findings);
        Assert.Empty(record.Holdings);
        Assert.Single(record.Parts);
    }

    /// <summary>Another service's new version with the same rows is the same proof: what was decided stands.</summary>
    [Fact]
    public void Of_OthersNewVersion_UnchangedRowsKeepKeyAndProof()
    {
        var before = SmallCity.Cards.Adds(SmallCity.SignIns);
        var others = SmallCity.Of(SmallCity.SignIns);
        var again = new CityGraph([others.Parts[0] with { VersionNumber = 2, Sha256 = "other", FrozenAt = DateTimeOffset.UnixEpoch.AddDays(1) }]) { Key = "again" };

        var after = CityContribution.Of(again, SmallCity.Cards.WithFindings());

        Assert.Equal(before.Findings.Select(f => (f.Key, f.ProofHash)), after.Findings.Select(f => (f.Key, f.ProofHash)));
        Assert.Equal(2, after.Parts[0].VersionNumber);
    }

    [Fact]
    public void Of_OthersDataReplaced_KeepsTheKeyAndChangesTheProof()
    {
        var replaced = SmallCity.SignIns with { Datasets = [new() { Id = SmallCity.Id(2999), OwnerId = SmallCity.SignIns.Service.Id, Name = "New sign-ins", HolderId = SmallCity.Wifi }] };
        replaced = replaced with { Items = [.. SmallCity.SignIns.Items.Select(i => new Domain.Dossiers.DataItem { Id = i.Id, OwnerId = i.OwnerId, DatasetId = SmallCity.Id(2999), TypeId = i.TypeId })] };

        var (before, after) = (SmallCity.Cards.Adds(SmallCity.SignIns).Findings.Single(f => f.TypeId == "D13"), SmallCity.Cards.Adds(replaced).Findings.Single(f => f.TypeId == "D13"));

        Assert.Equal(before.Key, after.Key);
        Assert.NotEqual(before.ProofHash, after.ProofHash);
    }

    [Fact]
    public void CanonicalJson_DossierWithCity_RoundTrips()
    {
        var dossier = SmallCity.Cards.WithFindings();
        dossier = dossier.WithCity(dossier.Adds(SmallCity.SignIns)).WithTerms();
        var json = CanonicalJson.Write(dossier);

        var back = CanonicalJson.Read(json);

        Assert.Equal(json, CanonicalJson.Write(back));
        Assert.Equivalent(dossier.City, back.City, strict: true);
        Assert.Contains("I128d", back.Terms.Keys);
        Assert.Equal("Wi-Fi operator", back.OrganisationName(SmallCity.Wifi));
    }

    [Fact]
    public void Tell_JoinedFields_OneSentence()
    {
        var dossier = SmallCity.Cards.WithFindings();
        dossier = dossier.WithCity(dossier.Adds(SmallCity.Service(2, "Station Wi-Fi", (SmallCity.Transport, ["A08", "A01"]))));

        var joined = CityFindings.Of(dossier, dossier.City!.Findings).Joined.Single(j => j.HoldingId == dossier.Datasets[0].Id);

        Assert.Equal("D1 and PIA-2026-002 D1 can be joined by e-mail address: Transport authority then also has full name, transit smart-card ID, tap-in or tap-out event of one person.", joined.Tell(dossier, CultureInfo.GetCultureInfo("en-GB")));
    }

    [Fact]
    public void RiskSuggestions_EmergentFinding_NamesAllMembersAndTheOtherService()
    {
        var cards = SmallCity.Service(1, "Penalties", (SmallCity.Transport, ["A01", "A18"]));
        var benefits = SmallCity.Service(2, "Benefits", (SmallCity.Wifi, ["A01", "A79"]));
        var dossier = cards.WithFindings();
        dossier = dossier.WithCity(dossier.Adds(benefits));

        var suggestion = Assert.Single(RiskSuggestions.Of(dossier, CultureInfo.GetCultureInfo("en-GB")), s => s.Key == "finding|D84");

        Assert.StartsWith("Organisations together can ", suggestion.Title, StringComparison.Ordinal);
        Assert.Contains("Transport authority and Wi-Fi operator together", suggestion.WhatCouldHappen, StringComparison.Ordinal);
        Assert.EndsWith("It needs data of other services too: Benefits.", suggestion.WhatCouldHappen, StringComparison.Ordinal);
    }

    /// <summary>A dossier whose holders meet everybody of a city of 200 services.</summary>
    [Fact]
    public void Of_CityOfTwoHundredServices_IsQuick()
    {
        var random = new Random(7);
        var types = Catalogue.Types.Where(t => t.IsOffered).Select(t => t.Id).ToList();
        var bodies = Enumerable.Range(10, 60).Select(SmallCity.Id).ToList();
        var others = Enumerable.Range(2, 200).Select(n => SmallCity.Service(n, "Service", [.. Enumerable.Range(0, 3).Select(_ => ((Guid?)bodies[random.Next(bodies.Count)], Some()))])).ToArray();
        var dossier = SmallCity.Service(1, "New", (bodies[0], [.. Some().Union(["A01", "A79"])]), (bodies[1], [.. Some().Union(["A08", "A22"])])).WithFindings();
        var graph = SmallCity.Of(others);

        var watch = Stopwatch.StartNew();
        var record = CityContribution.Of(graph, dossier);

        Assert.NotEmpty(record.Findings);
        // Seconds on a busy machine, minutes if it were done pair by pair over again.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");

        string[] Some() => [.. Enumerable.Range(0, 4).Select(_ => types[random.Next(types.Count)]).Distinct(StringComparer.Ordinal)];
    }
}
