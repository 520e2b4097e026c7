using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>The shipped files keep what the reference list says.</summary>
public sealed class BuiltInCatalogueTests
{
    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();

    [Fact]
    public void Types_ReferenceList_HasA01ToA90InOrder() =>
        Assert.Equal(Ids.Numbered("A", 90, 2), Catalogue.Types.Where(type => !type.Added).Select(type => type.Id));

    [Fact]
    public void Rules_References_AreI01ToI120InOrder() =>
        Assert.Equal(Ids.Numbered("I", 120, 2), Catalogue.Rules.Select(rule => rule.Reference).Distinct());

    [Fact]
    public void Rules_Id_IsReferenceWithLetterOnlyWhenThereAreSeveral()
    {
        foreach (var group in Catalogue.Rules.GroupBy(rule => rule.Reference))
        {
            string[] expected = group.Count() == 1
                ? [group.Key]
                : [.. group.Select((_, i) => group.Key + (char)('a' + i))];
            Assert.Equal(expected, group.Select(rule => rule.Id));
        }
    }

    [Fact]
    public void Controls_ReferenceList_HasC01ToC74InOrder() =>
        Assert.Equal(Ids.Numbered("C", 74, 2), Catalogue.Controls.Select(control => control.Id));

    [Theory]
    [InlineData(IdentifierClass.DirectIdentifier, 10)]
    [InlineData(IdentifierClass.PersistentPseudonym, 18)]
    [InlineData(IdentifierClass.QuasiIdentifier, 37)]
    [InlineData(IdentifierClass.Sensitive, 17)]
    [InlineData(IdentifierClass.NonPersonal, 8)]
    public void Types_ReferenceList_KeepsItsClasses(IdentifierClass kind, int count) =>
        Assert.Equal(count, Catalogue.Types.Count(type => !type.Added && type.Class == kind));

    [Fact]
    public void Rules_EveryPremise_CanBeKnown()
    {
        // Closing over everything that can be declared must reach every premise: no rule waits for what only itself concludes.
        var known = Catalogue.Types.Where(type => !type.Derived).Select(type => type.Id).ToHashSet();
        while (Catalogue.Rules.Any(rule => rule.Premises.All(known.Contains) && known.Add(rule.Conclusion)))
        {
        }
        Assert.Empty(Catalogue.Rules.Where(rule => !rule.Premises.All(known.Contains)).Select(rule => rule.Id));
        Assert.Empty(Catalogue.Types.Where(type => !known.Contains(type.Id)).Select(type => type.Id));
    }

    [Fact]
    public void Rules_TextAndPair_AreNotRepeated()
    {
        Assert.Equal(Catalogue.Rules.Count, Catalogue.Rules.Select(rule => rule.Sentence).Distinct().Count());
        var sameStep = Catalogue.Rules
            .GroupBy(rule => (rule.Reference, string.Join('+', rule.Premises.Order(StringComparer.Ordinal)), rule.Conclusion))
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
    public void Rules_EstimatesAndUnconfirmed_AreMarked()
    {
        Assert.All(Catalogue.Rules.Where(rule => rule.Basis == RuleBasis.Estimate), rule => Assert.True(rule.Estimate, rule.Id));
        Assert.All(Catalogue.Rules.Where(rule => rule.Certainty is Certainty.Known or Certainty.Unconfirmed), rule => Assert.True(rule.Estimate, rule.Id));
        Assert.Equal(
            ["I34", "I43", "I63", "I69", "I90", "I91"],
            Catalogue.Rules.Where(rule => rule.Certainty == Certainty.Unconfirmed).Select(rule => rule.Reference).Distinct());
        Assert.All(
            Catalogue.Rules.Where(rule => rule.Certainty == Certainty.Unconfirmed),
            rule => Assert.Contains("nconfirmed", rule.Caution, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("I01", 0.63, 0.63, 0.87)]
    [InlineData("I05", 0.93, 0.22, 0.98)]
    [InlineData("I18", 0.55, 0.17, 0.95)]
    [InlineData("I24", 0.5, 0.3, 0.91)]
    [InlineData("I54a", 0.5, 0.37, 0.7)]
    [InlineData("I78", 0.05, 0, 0.25)]
    [InlineData("I92", 0.68, 0.63, 0.73)]
    [InlineData("I93a", 0.545, 0.495, 0.595)]
    [InlineData("I93b", 0.734, 0.684, 0.784)]
    public void Rules_Numbers_AreThoseOfTheReferenceOrDerivedAsDocumented(string id, double confidence, double low, double high)
    {
        var rule = Catalogue.Rule(id);
        Assert.Equal((confidence, low, high), (rule.Confidence, rule.Low, rule.High));
    }

    [Fact]
    public void WorkedCase_PhoneAndPlateAtOneGate_LeadToHomeOfNamedPerson()
    {
        var join = Catalogue.Rule("I114a");
        var name = Catalogue.Rule("I42c");
        var home = Assert.Single(Catalogue.Rules, rule => rule is { Reference: "I31", Conclusion: "D08" });
        var health = Assert.Single(Catalogue.Rules, rule => rule.Reference == "I105" && rule.Premises.SequenceEqual(["A76", "D08"]));

        Assert.Equal(["A35", "A18"], join.Premises);
        Assert.Equal([join.Conclusion, "A87"], name.Premises);
        Assert.Equal([name.Conclusion], home.Premises);
        Assert.Equal(SpecialCategory.Article9, Catalogue.Type(health.Conclusion).Flags.SpecialCategory);

        var chain = join.Confidence * name.Confidence * home.Confidence;
        Assert.Equal(0.7 * 0.99 * 0.9, chain, 12);
        Assert.Equal(0.62, Math.Round(chain, 2));

        var factor = Assert.Single(Catalogue.Control("C18").Effects, effect => effect.Rule == join.Id).Factor!.Value;
        Assert.Equal(0.012, Math.Round(factor * chain, 3));
    }

    [Theory]
    [InlineData(new[] { "A35" }, 0)]
    [InlineData(new[] { "A18", "A87" }, 0)]
    [InlineData(new[] { "A35", "A18", "A76" }, 0)]
    [InlineData(new[] { "A35", "A18", "A87" }, 0.6237)]
    [InlineData(new[] { "A35", "A18", "A87", "A76" }, 0.6237)]
    public void WorkedCase_BestChain_NeedsTheWholeCoalition(string[] held, double home)
    {
        var best = BestChains(held, new Dictionary<string, double>());
        Assert.Equal(home, best.GetValueOrDefault("D08"), 12);
        Assert.Equal(held.Contains("A76") ? home * 0.7 : 0, best.GetValueOrDefault("D76"), 12);

        var factors = Catalogue.Control("C18").Effects.Where(effect => effect.Rule is not null).ToDictionary(effect => effect.Rule!, effect => effect.Factor!.Value);
        Assert.Equal(home * 0.02, BestChains(held, factors).GetValueOrDefault("D08"), 12);
    }

    [Theory]
    [InlineData("I21a", SpecialCategory.None)]
    [InlineData("I34", SpecialCategory.Article9ByInference)]
    [InlineData("I35a", SpecialCategory.Article9ByInference)]
    [InlineData("I36a", SpecialCategory.Article9ByInference)]
    [InlineData("I37a", SpecialCategory.Article9ByInference)]
    [InlineData("I46a", SpecialCategory.Article9)]
    [InlineData("I67b", SpecialCategory.Article9ByInference)]
    [InlineData("I70", SpecialCategory.Article9ByInference)]
    [InlineData("I77b", SpecialCategory.Article9ByInference)]
    [InlineData("I80a", SpecialCategory.Article9)]
    [InlineData("I80c", SpecialCategory.Article10)]
    [InlineData("I90", SpecialCategory.Article9ByInference)]
    [InlineData("I91", SpecialCategory.Article9ByInference)]
    [InlineData("I105a", SpecialCategory.Article9)]
    [InlineData("I105b", SpecialCategory.Article10)]
    [InlineData("I108a", SpecialCategory.Article9)]
    [InlineData("I109a", SpecialCategory.Article9)]
    [InlineData("I110a", SpecialCategory.Article9ByInference)]
    [InlineData("I113", SpecialCategory.Article9ByInference)]
    public void Rules_SpecialConclusions_AreFlagged(string id, SpecialCategory expected) =>
        Assert.Equal(expected, Catalogue.Type(Catalogue.Rule(id).Conclusion).Flags.SpecialCategory);

    [Fact]
    public void Types_NamesAPerson_AreMarkedIdentifying()
    {
        Assert.All(["A01", "A02", "A05", "A07", "A08", "D06", "D07", "D08", "D88", "D76", "D79"], (string id) => Assert.True(Catalogue.Type(id).Identifying, id));
        Assert.All(["A14", "A35", "A87", "D02", "D11"], (string id) => Assert.False(Catalogue.Type(id).Identifying, id));
        Assert.True(Catalogue.Type("A32").Flags.Children);
        Assert.True(Catalogue.Type("A76").Flags.AlsoArticle10);
    }

    [Fact]
    public void Types_Gives_OnlyANameOrANationalNumberSaysWhoAPersonIs() =>
        Assert.Equal([("A01", "D06"), ("A02", "D06")], Catalogue.Types.SelectMany(type => type.Gives.Select(given => (type.Id, given))));

    [Fact]
    public void Types_Threat_IsStatedOfWhatSaysThatSomebodyIsThere() =>
        Assert.Equal(
            [("D16", ThreatType.Detecting), ("D30", ThreatType.Detecting), ("D45", ThreatType.Detecting), ("D67", ThreatType.Detecting)],
            Catalogue.Types.Where(type => type.Threat is not null).Select(type => (type.Id, type.Threat!.Value)));

    [Fact]
    public void Types_Added_SayWhichRulesNeedThem()
    {
        foreach (var type in Catalogue.Types.Where(type => type.Added))
        {
            var users = Catalogue.Rules
                .Where(rule => rule.Conclusion == type.Id || rule.Premises.Contains(type.Id))
                .Select(rule => rule.Reference).Distinct();
            Assert.Equal(users, type.NeededBy);
        }
    }

    [Theory]
    [InlineData("C05", "I31a", 0.85)]
    [InlineData("C08", "I09", 0.6)]
    [InlineData("C08", "I55", 0.85)]
    [InlineData("C11", "I27", 0.02)]
    [InlineData("C17", "I93b", 0.85)]
    [InlineData("C38", "I88c", 0.02)]
    public void Controls_Factors_FollowTheReferencesWords(string control, string rule, double factor) =>
        Assert.Equal(factor, Assert.Single(Catalogue.Control(control).Effects, effect => effect.Rule == rule).Factor);

    [Fact]
    public void Controls_ActOnEveryVariantOfARule()
    {
        // C26 is about traces, not about rows of the reference, and so takes the variants that use one.
        foreach (var control in Catalogue.Controls.Where(control => control.Id != "C26"))
        {
            var touched = control.Effects.Where(effect => effect.Rule is not null).Select(effect => effect.Rule!).ToHashSet();
            var references = touched.Select(id => Catalogue.Rule(id).Reference).ToHashSet();
            Assert.Equal(Catalogue.Rules.Where(rule => references.Contains(rule.Reference)).Select(rule => rule.Id).ToHashSet(), touched);
        }
    }

    [Fact]
    public void Controls_Overlap_ShareTheirMechanism()
    {
        Assert.Equal(Catalogue.Control("C05").Mechanism, Catalogue.Control("C08").Mechanism);
        Assert.NotEqual(Catalogue.Control("C05").Mechanism, Catalogue.Control("C06").Mechanism);
        Assert.True(Catalogue.Control("C01").ChoosesType);
        Assert.Contains(Catalogue.Control("C18").Effects, effect => effect is { Kind: ControlEffectKind.Domain, Target: "A35" });
        Assert.Contains(Catalogue.Control("C23").Effects, effect => effect is { Kind: ControlEffectKind.Remove, Target: "A45" });
    }

    [Fact]
    public void Keys_PseudonymsOfOneScheme_MatchOnlyInTheirDomain()
    {
        Assert.All(["A09", "A21", "A35", "A60"], (string id) => Assert.True(Catalogue.Keys[id].SameDomain, id));
        Assert.All(["A01", "A02", "A14"], (string id) => Assert.False(Catalogue.Keys[id].SameDomain, id));
        Assert.All(Catalogue.Keys, key => Assert.True(key.Estimate, key.Type));
    }

    /// <summary>The most confident chain to every type, by plain repetition; the product's engine is tested elsewhere.</summary>
    private static Dictionary<string, double> BestChains(IEnumerable<string> held, Dictionary<string, double> factors)
    {
        var best = held.ToDictionary(id => id, _ => 1.0);
        for (var grew = true; grew;)
        {
            grew = false;
            foreach (var rule in Catalogue.Rules.Where(rule => rule.Premises.All(best.ContainsKey)))
            {
                var confidence = rule.Premises.Aggregate(rule.Confidence * factors.GetValueOrDefault(rule.Id, 1), (product, id) => product * best[id]);
                if (confidence > best.GetValueOrDefault(rule.Conclusion) + 1e-12)
                    (best[rule.Conclusion], grew) = (confidence, true);
            }
        }
        return best;
    }
}
