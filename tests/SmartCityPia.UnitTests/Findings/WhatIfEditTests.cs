using SmartCityPia.Analysis.City;
using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Findings;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class WhatIfEditTests
{
    private static readonly CityGraph Wifi = new([CityPart.Draft(SmallDossier.WithWifi())]) { Key = "wifi" };

    [Fact]
    public void TryParse_WhatToStringWrote_IsReadBack()
    {
        foreach (var kind in Enum.GetValues<WhatIfKind>())
        {
            for (var i = 0; i < 200; i++)
            {
                var names = kind is WhatIfKind.RemoveField or WhatIfKind.CoarsenField or WhatIfKind.Apply or WhatIfKind.Withdraw;
                var edit = kind == WhatIfKind.AddKind ? new WhatIfEdit(kind, Guid.Empty, "S06") : new(kind, Guid.CreateVersion7(), names ? "A120" : null);

                Assert.True(WhatIfEdit.TryParse(edit.ToString(), out var back), edit.ToString());
                Assert.Equal(edit, back);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("f")]
    [InlineData("z.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("f.AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("d.AAAAAAAAAAAAAAAAAAAAAA.A01")]
    [InlineData("d.AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("d.AAAAAAAAAAAAAAAAAAAAAB")]
    [InlineData("d.AAAAAAAAAAAAAAAAAAAA!A")]
    [InlineData("f.AAAAAAAAAAAAAAAAAAAAAA.A0'1")]
    [InlineData("k.")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(WhatIfEdit.TryParse(text, out _));

    [Fact]
    public void Of_ChangesThatDoNotFit_AreRefusedAndTheRestMade()
    {
        WhatIfEdit drop = new(WhatIfKind.Drop, SmallDossier.Log), late = new(WhatIfKind.RemoveField, SmallDossier.ToLab, "A34"), coarse = new(WhatIfKind.CoarsenField, SmallDossier.Log, "A34"), plan = new(WhatIfKind.Plan, Guid.CreateVersion7());

        var tried = WhatIf.Of(Wifi, [coarse, plan, drop, late, drop], new Dictionary<Guid, Domain.Dossiers.Dossier>());

        Assert.Equal([drop], tried.Made);
        Assert.Equal(["WhatIf.NoPlan", "WhatIf.NotCoarser", "WhatIf.Gone", "WhatIf.Twice"], tried.Refused.Select(r => r.Rule));
        Assert.Empty(tried.City.Flows);
    }

    [Fact]
    public void Changes_FieldRemovedAtTheSource_OneLinePerActorAndConclusion()
    {
        var tried = WhatIf.Of(Wifi, [new(WhatIfKind.RemoveField, SmallDossier.Log, "A34")], new Dictionary<Guid, Domain.Dossiers.Dossier>());

        var changes = CityChanges.Of(Wifi.Catalogue, Wifi.Model, CityModel.Build(tried.City));

        var known = CityKnowledge.Of(Wifi).Known.Where(k => k.Places > 0).ToList();
        Assert.Equal(known.Select(k => (k.Actor.Single(), k.TypeId, (double?)k.Score)).Order(), changes.Conclusions.Select(c => (c.Actor.Single(), c.TypeId, c.Before)).Order());
        Assert.All(changes.Conclusions, c => Assert.Equal((KnowledgeChange.Vanished, (double?)null), (c.Kind, c.After)));
        Assert.All(changes.Actors, a => Assert.Equal(0, a.After));
    }

    [Fact]
    public void Changes_ControlOnTheCopy_WeakensTheReceiverAlone()
    {
        var controls = Wifi.Catalogue.Controls.Where(c => c.Effects.Count > 0).Select(c => c.Id);
        var lines = controls.SelectMany(c => CityChanges.Of(Wifi.Catalogue, Wifi.Model, CityModel.Build(WhatIf.Of(Wifi, [new(WhatIfKind.Apply, SmallDossier.ToLab, c)], new Dictionary<Guid, Domain.Dossiers.Dossier>()).City)).Conclusions).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.Equal([SmallDossier.Lab], l.Actor));
        Assert.All(lines, l => Assert.True(l.Kind is KnowledgeChange.Weakened or KnowledgeChange.Vanished && (l.After ?? 0) < l.Before));
    }

    [Fact]
    public void Answer_CheapestSet_DoesWhatItPromisesAndNothingSingleIsCheaper()
    {
        var type = CityKnowledge.Of(Wifi).Known.First(k => k.Places > 0 && k.Actor.Contains(SmallDossier.Lab)).TypeId;
        var question = new CutQuestion([[SmallDossier.Lab]], [type], CityModel.DefaultThreshold, null, CutPrices.Usual);

        var answer = question.Answer(Wifi, TestContext.Current.CancellationToken);

        Assert.True(answer.Cut is { IsPossible: true, IsProven: true });
        Assert.All(answer.Cut.Sets, set =>
        {
            var tried = WhatIf.Of(Wifi, set.Select(o => WhatIfEdit.Of(o.Edit)), new Dictionary<Guid, Domain.Dossiers.Dossier>());
            Assert.Empty(tried.Refused);
            Assert.DoesNotContain(CityModel.Build(tried.City).Findings([CityId.Of(SmallDossier.Lab)]), f => f.Attribute == type);
        });
        Assert.False((question with { Services = [] }).Answer(Wifi, TestContext.Current.CancellationToken).Cut.IsPossible);
    }
}
