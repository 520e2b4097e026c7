using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>The shipped files keep what the reference list says.</summary>
public sealed class BuiltInCatalogueTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();

    [Fact]
    public void Types_ReferenceList_IsThereInOrder() =>
        Assert.Equal(Ids.Numbered("A", 90, 2), Catalogue.Types.Select(type => type.Id).Where(id => id.Length == 3 && id[0] == 'A' && string.CompareOrdinal(id, "A90") <= 0));

    [Fact]
    public void Rules_Id_IsItsReferenceAndPerhapsALetterOrMore() =>
        Assert.All(Catalogue.Rules, rule => Assert.Matches($"^{rule.Reference}([a-z][0-9]?)?$", rule.Id));

    [Fact]
    public void Controls_ReferenceList_HasC01ToC75InOrder() =>
        Assert.Equal(Ids.Numbered("C", 75, 2), Catalogue.Controls.Select(control => control.Id));

    [Fact]
    public void Rules_EveryPremise_CanBeKnown()
    {
        // Closing over everything that can be declared must reach every premise: no rule waits for what only itself concludes.
        var known = Catalogue.Types.Where(type => type.IsOffered).Select(type => type.Id).ToHashSet();
        while (Catalogue.Rules.Any(rule => rule.Premises.All(CanBeMet) && known.Add(rule.Conclusion)))
        {
        }
        Assert.Empty(Catalogue.Rules.Where(rule => !rule.Premises.All(CanBeMet)).Select(rule => rule.Id));
        Assert.Empty(Catalogue.Types.Where(type => !type.Retired && !known.Contains(type.Id)).Select(type => type.Id));

        bool CanBeMet(Premise premise) => known.Contains(premise.Type) || Catalogue.Classes.ContainsKey(premise.Type);
    }

    [Fact]
    public void Rules_TextAndPair_AreNotRepeated()
    {
        Assert.Equal(Catalogue.Rules.Count, Catalogue.Rules.Select(rule => rule.Sentence).Distinct().Count());
        var sameStep = Catalogue.Rules
            .GroupBy(rule => (rule.Reference, string.Join('+', rule.Premises.Select(p => (p.Type, p.Asked).ToString()).Order(StringComparer.Ordinal)), rule.Conclusion))
            .Where(group => group.Count() > 1);
        Assert.Empty(sameStep);
    }

    [Fact]
    public void Texts_AreSentencesForReaders()
    {
        Assert.All(Catalogue.Rules, rule => Assert.Matches(@"^[A-Z].*\.$", rule.Sentence));
        Assert.All(Catalogue.Types, type => Assert.Matches(@"^[A-Z].*\.$", type.Plain));
        Assert.All(Catalogue.Types, type => Assert.DoesNotMatch(@"\.$", type.Name));
        Assert.All(Catalogue.Controls, control => Assert.Matches(@"^[A-Z].*\.$", control.Plain));
        Assert.All(Catalogue.Keys, key => Assert.Matches(@"^.*\.$", key.Plain));
        Assert.All(Catalogue.Rules, rule => Assert.DoesNotContain('[', rule.Source));
    }

    [Fact]
    public void Rules_DisputedAndUnconfirmed_AreOff()
    {
        Assert.Equal(["I04", "I08", "I22a", "I24", "I90", "I91"], Catalogue.Rules.Where(rule => rule.Off).Select(rule => rule.Id));
        Assert.All(Catalogue.Rules.Where(rule => rule.Certainty == Certainty.Unconfirmed), rule => Assert.True(rule.Off, rule.Id));
        Assert.DoesNotContain(Catalogue.LiveRules, rule => rule.Off);
    }

    [Fact]
    public void Choices_RuleSwitchedOnAndBaseRate_CountAndMarkTheVersion()
    {
        var chosen = PiaCatalogue.Load(PiaCatalogue.OpenBuiltIn, new() { Rules = ["I24"], Outside = ["O07"], BaseRates = new Dictionary<string, double> { ["I85"] = 0.1 } });

        Assert.Contains(chosen.LiveRules, rule => rule.Id == "I24");
        Assert.Contains(chosen.OutsideThere, source => source.Id == "O07");
        Assert.DoesNotContain(Catalogue.OutsideThere, source => source.Id == "O07");
        // Of 100 homes 10 are empty: 8 of them found, and 18 of the other 90 taken for empty.
        Assert.Equal(0.308, chosen.LiveRules.Single(rule => rule.Id == "I85").Confidence);
        Assert.StartsWith(Catalogue.Version + "+", chosen.Version, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("I24", "O07", "I85", 1.5)]
    [InlineData("I24", "O07", "I01", 0.5)]
    [InlineData("I01", "O07", "I85", 0.5)]
    [InlineData("I24", "O99", "I85", 0.5)]
    public void Choices_OfWhatCannotBeChosen_StopTheStart(string rule, string outside, string classifier, double rate) =>
        Assert.Throws<CatalogueException>(() => PiaCatalogue.Load(PiaCatalogue.OpenBuiltIn, new() { Rules = [rule], Outside = [outside], BaseRates = new Dictionary<string, double> { [classifier] = rate } }));

    [Theory]
    [InlineData("I01", 0.63, 0.63, 0.87)]
    [InlineData("I05", 0.93, 0.22, 0.98)]
    [InlineData("I24", 0.2, 0, 0.91)]
    [InlineData("I60a", 0.4, 0.05, 0.96)]
    [InlineData("I78", 0.05, 0, 0.25)]
    [InlineData("I93a", 0.545, 0.495, 0.595)]
    [InlineData("I93b", 0.734, 0.684, 0.784)]
    public void Rules_Numbers_AreThoseOfTheirSources(string id, double confidence, double low, double high)
    {
        var rule = Catalogue.Rule(id);
        Assert.Equal((confidence, low, high), (rule.Confidence, rule.Low, rule.High));
    }

    [Theory]
    [InlineData("D21", LawMark.SpecialCategory)]
    [InlineData("D25", LawMark.SpecialCategory)]
    [InlineData("D37", LawMark.SpecialCategory)]
    [InlineData("D76", LawMark.SpecialCategory)]
    [InlineData("D51", LawMark.Offences)]
    [InlineData("A125", LawMark.Offences)]
    [InlineData("A136", LawMark.SpecialCategory)]
    [InlineData("D92", LawMark.MayReveal)]
    [InlineData("D23", LawMark.HighlyPersonal)]
    [InlineData("A43", LawMark.HighlyPersonal)]
    [InlineData("A40")]
    [InlineData("A55")]
    [InlineData("D24", LawMark.HighlyPersonal)]
    public void Types_LawMarks_SayWhichOfFour(string id, params LawMark[] marks) => Assert.Equal(marks, Catalogue.Type(id).Law);

    [Fact]
    public void Types_NamesAPerson_AreMarkedIdentifying()
    {
        Assert.All(["A01", "A02", "A07", "A08", "D06", "D07", "D08", "D88", "D76", "D79"], (string id) => Assert.True(Catalogue.Type(id).Identifying, id));
        Assert.All(["A05", "A14", "A87", "D02"], (string id) => Assert.False(Catalogue.Type(id).Identifying, id));
        Assert.Contains(LawNote.Children, Catalogue.Type("A32").Notes);
        Assert.Contains(LawMark.Offences, Catalogue.Type("A76").Law);
    }

    [Fact]
    public void Types_Gives_WhatIsKnownInAnotherForm() =>
        Assert.Equal(
            [("A01", "D06"), ("A02", "D06"), ("A05", "D03"), ("A05", "D97"), ("A20", "D25"), ("A60", "D63"), ("A145", "D91"), ("D97", "D03")],
            Catalogue.Types.SelectMany(type => type.Gives.Select(given => (type.Id, given))));

    [Fact]
    public void Types_Threat_IsStatedOfWhatSaysThatSomebodyIsThere() =>
        Assert.Equal(
            [("D16", ThreatType.Detecting), ("D30", ThreatType.Detecting), ("D45", ThreatType.Detecting), ("D67", ThreatType.Detecting)],
            Catalogue.Types.Where(type => type.Threat is not null).Select(type => (type.Id, type.Threat!.Value)));

    [Fact]
    public void Classes_CodesAndEvents_AreApart()
    {
        Assert.Equal(["code", "customer", "event", "gate", "hailed", "hired", "pseudonym", "route", "seen", "sighting", "together"], Catalogue.Classes.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Catalogue.Classes["code"].Intersect(Catalogue.Classes["event"]));
        Assert.Empty(Catalogue.Classes["pseudonym"].Except(Catalogue.Classes["code"]));
        Assert.All(Catalogue.Classes.Keys, name => Assert.NotEqual(name, Catalogue.NameOf(name)));
        Assert.Empty(Catalogue.Classes["customer"].Except(Catalogue.Classes["code"]));
        Assert.All(["gate", "hailed", "hired", "route", "seen", "sighting", "together"], (string name) => Assert.Empty(Catalogue.Classes[name].Except(Catalogue.Classes["event"])));
    }

    [Fact]
    public void Types_Retired_AreNeitherOfferedNorUsed()
    {
        var retired = Catalogue.Types.Where(type => type.Retired).Select(type => type.Id).ToHashSet();

        Assert.Equal(["A35", "A57", "A91", "A92", "A108", "A113", "A120", "A123", "D11", "D12", "D15", "D41", "D62", "D90"], retired);
        Assert.All(Catalogue.Types.Where(type => type is { Retired: true, Derived: false }), type => Assert.NotEmpty(type.Becomes));
        Assert.DoesNotContain(Catalogue.Archetypes.SelectMany(a => a.Datasets).SelectMany(d => d.Items), item => retired.Contains(item.Type));
    }

    [Fact]
    public void Controls_ThatChangeData_SaySoAsFacets()
    {
        Assert.Contains(Catalogue.Control("C16").Effects, e => e.Set is { Type: "code", Form: CityForm.Keyed });
        Assert.Contains(Catalogue.Control("C17").Effects, e => e.Set is { Type: "code", Days: 1 });
        Assert.Contains(Catalogue.Control("C25").Effects, e => e.Set is { Type: null, Days: 7 });
        Assert.Contains(Catalogue.Control("C32").Effects, e => e.Set is { Access: CityAccess.Query });
        Assert.Contains(Catalogue.Control("C34").Effects, e => e.Set is { Access: CityAccess.Order });
        Assert.Contains(Catalogue.Control("C18").Effects, e => e is { Kind: ControlEffectKind.Domain, Target: "pseudonym" });
        Assert.Contains(Catalogue.Control("C23").Effects, e => e is { Kind: ControlEffectKind.Remove, Target: "A45" });
        Assert.True(Catalogue.Control("C01").ChoosesType);
        Assert.Equal(Catalogue.Control("C05").Mechanism, Catalogue.Control("C08").Mechanism);
    }

    [Fact]
    public void Keys_WhatTheyJoin_IsSaid()
    {
        Assert.All(Catalogue.Keys.Where(key => Catalogue.Classes.ContainsKey(key.Type) || key.Type is "A09" or "A21" or "A60"), key => Assert.True(key.SameDomain, key.Id));
        Assert.All(["K-A01", "K-A02", "K-A14"], (string id) => Assert.False(Catalogue.Keys[id].SameDomain, id));
        // An inferred home joins nothing: only an address looked up does.
        Assert.Equal(["K-A135", "K-D06", "K-D97", "K-D100"], Catalogue.Keys.Where(key => key.Inferred).Select(key => key.Id));
    }
}
