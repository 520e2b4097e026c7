using SmartCityPia.Analysis.Inference;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using Xunit;
using static SmartCityPia.UnitTests.City.TwoServices;

namespace SmartCityPia.UnitTests.City;

public sealed class CityTests
{
    /// <summary>Names join with 0.7, and the rule that follows a claimant by plate sightings holds with 0.9.</summary>
    [Fact]
    public void Knowledge_TwoServices_TellTogetherWhatNeitherTellsAlone()
    {
        var knowledge = CityKnowledge.Of(Graph());

        var together = Assert.Single(knowledge.Together, t => t.TypeId == "D84");
        Assert.Equal([Welfare, Camera], together.Members.Order());
        Assert.Equal(0.63, together.Score, 1e-9);
        Assert.Null(together.Of);
        Assert.Null(knowledge.Of(Welfare, "D84"));
        Assert.Null(knowledge.Of(Camera, "D84"));
        Assert.Null(knowledge.Of(null, "A79"));
        var given = knowledge.Of(Welfare, "A79")!;
        Assert.Equal((true, 1d, Benefits, 0), (given.Given, given.Score, given.HoldingId, given.Places));
    }

    /// <summary>Published taps say of everyone what they say to anyone.</summary>
    [Fact]
    public void Beyond_WhatAnyoneCanTell_IsTheOutsidersAlone()
    {
        var knowledge = CityKnowledge.Of(SmallCity.Of(SmallCity.Service(3, "Open taps", (null, ["A21", "A22"])), SmallCity.Service(2, "Addresses", (SmallCity.Wifi, ["A08"]))));
        var anyone = knowledge.Known.Where(k => k.Actor.Count == 0 && !k.Given).ToList();

        Assert.NotEmpty(anyone);
        Assert.All(anyone, k => Assert.Equal(k with { Beyond = null }, k.Beyond));
        Assert.All(anyone, k => Assert.Equal(k.Score, knowledge.Of(SmallCity.Wifi, k.TypeId)!.Score));
        Assert.All(anyone, k => Assert.Null(knowledge.Of(SmallCity.Wifi, k.TypeId)!.Beyond));
        Assert.Null(knowledge.Of(SmallCity.Wifi, "A22")!.Beyond);
        Assert.NotNull(knowledge.Of(SmallCity.Wifi, "A08")!.Beyond);
    }

    /// <summary>The same taps, held for people of its own: what they say of these is not what anyone can tell.</summary>
    [Fact]
    public void Beyond_SameConclusionAboutOtherPeople_IsLeft()
    {
        var knowledge = CityKnowledge.Of(SmallCity.Of(SmallCity.Service(3, "Open taps", (null, ["A21", "A22"])), SmallCity.Service(1, "Cards", (SmallCity.Transport, ["A21", "A22"]))));
        var anyone = knowledge.Known.First(k => k.Actor.Count == 0 && !k.Given);

        var own = knowledge.Of(SmallCity.Transport, anyone.TypeId)!;

        Assert.Equal(anyone.Score, own.Score);
        Assert.NotNull(own.Beyond);
        Assert.NotEqual(anyone.HoldingId, own.Beyond.HoldingId);
        Assert.Equal(own.Places - anyone.Places, own.Beyond.Places);
    }

    [Fact]
    public void Changes_Newcomer_BringsNothingThatAnyoneCanTell()
    {
        var (open, signIns) = (SmallCity.Service(3, "Open taps", (null, ["A21", "A22"])), SmallCity.Service(2, "Station Wi-Fi", (SmallCity.Wifi, ["A08", "A21", "A22", "A33"])));
        var (before, after) = (SmallCity.Of(open), SmallCity.Of(open, signIns));
        var anyone = after.Model.Findings([]).GroupBy(f => f.Attribute, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(f => f.Score), StringComparer.Ordinal);

        var changes = CityChanges.Of(after.Catalogue, before.Model, after.Model).Conclusions;

        Assert.NotEmpty(anyone);
        Assert.NotEmpty(changes);
        Assert.DoesNotContain(changes, c => c.Actor.Count == 1 && after.Holding(c.HoldingId)!.IsPublic && anyone.GetValueOrDefault(c.TypeId) == c.After);
    }

    [Fact]
    public void Explain_Together_NamesBothServicesAndRefusesOneAlone()
    {
        var graph = Graph();

        var finding = CityKnowledge.Explain(graph, [Camera, Welfare], "D84", null)!;

        Assert.True(finding.AcrossServices);
        Assert.Equal(0.63, finding.Score, 1e-9);
        Assert.Equal([Benefits, Sightings], finding.Proof.Select(s => s.HoldingId).Distinct().Order());
        Assert.Null(CityKnowledge.Explain(graph, [Welfare], "D84", null));
        Assert.Null(CityKnowledge.Explain(graph, [Guid.CreateVersion7()], "D84", null));
        Assert.Null(CityKnowledge.Explain(graph, [Camera, Welfare], "no type", null));
        Assert.Null(CityKnowledge.Explain(graph, [Camera, Welfare], "D84", Guid.CreateVersion7()));
    }

    [Fact]
    public void Knowledge_DeclaredGroup_IsNamedWithWhatItTells()
    {
        var declared = new Together(Guid.CreateVersion7(), "Inquiry", CoalitionKind.LawEnforcementRequest, [Camera, Welfare]);

        var together = Assert.Single(CityKnowledge.Of(Graph([declared])).Together, t => t.TypeId == "D84");

        Assert.Equal("Inquiry", together.Of?.Name);
    }

    [Fact]
    public void KeyOf_SameDescriptionByOtherPeople_IsTheSame()
    {
        var dossier = WelfareService();
        var rewritten = new Dossier
        {
            Head = dossier.Head with { LeadOfficer = "Somebody else", Contributors = ["One", "Two"], Status = AssessmentStatus.Submitted },
            Service = dossier.Service,
            Organisations = dossier.Organisations,
            Datasets = dossier.Datasets,
            Items = dossier.Items,
        };

        Assert.Equal(CityGraph.KeyOf(dossier), CityGraph.KeyOf(rewritten));
        Assert.NotEqual(CityGraph.KeyOf(dossier), CityGraph.KeyOf(CameraService()));
    }

    [Fact]
    public void Graph_Without_ForgetsTheService()
    {
        var graph = Graph().Without(CameraService().Service.OwnerId);

        Assert.Empty(CityKnowledge.Of(graph).Together);
        Assert.Null(graph.Holding(Sightings));
        Assert.NotNull(graph.Holding(Benefits));
    }

    [Fact]
    public void GravityOf_Type_SpecialBeforeIdentifying()
    {
        var graph = Graph();

        Assert.Equal([2, 1, 0, 0], new[] { "A13", "A01", "A03", "no type" }.Select(graph.GravityOf));
    }

    [Fact]
    public void Together_FromDescriptions_JointControllersAndSharedSuppliers()
    {
        var graph = Graph([],
            WelfareService(As(StakeholderRole.Controller, Welfare, 101), As(StakeholderRole.JointController, Camera, 101), As(StakeholderRole.Processor, Host, 101)),
            CameraService(As(StakeholderRole.Controller, Camera, 102)));

        Assert.Equal(
            [("Benefits", CoalitionKind.JointService, 2), ("Cloud host", CoalitionKind.SharedSupplier, 3)],
            graph.Together.Select(t => (t.Name, t.Kind, t.Members.Count)));
        Assert.All(graph.Together, t => Assert.Null(t.Id));
    }

    [Fact]
    public void Together_OneAuthorityAndItsProcessor_IsNoGroup() =>
        Assert.Empty(Graph([], WelfareService(As(StakeholderRole.Controller, Welfare, 101), As(StakeholderRole.Processor, Host, 101))).Together);

    [Fact]
    public void Together_DeclaredAndDescribed_IsListedOnceAsDeclared()
    {
        var declared = new Together(Guid.CreateVersion7(), "Ours", CoalitionKind.Other, [Camera, Welfare, Camera]);

        var graph = Graph([declared, new(Guid.CreateVersion7(), "Stranger", CoalitionKind.Other, [Welfare, Guid.CreateVersion7()])],
            WelfareService(As(StakeholderRole.Controller, Welfare, 101), As(StakeholderRole.JointController, Camera, 101)));

        var group = Assert.Single(graph.Together);
        Assert.Equal(("Ours", 2), (group.Name, group.Members.Count));
    }

    [Fact]
    public void Links_TwoServices_JoinByNameOnlyIfTheyComeTogether()
    {
        var graph = Graph();
        var links = CityLinks.Of(graph);

        var between = links.Between(graph.Parts[0], graph.Parts[1])!;
        Assert.Equal((0.7, 1, 0), (between.Strongest, between.Count, between.Today));
        var stated = graph.Catalogue.Keys.Single(k => k.Type == "A01" && k.Strength == 0.7);
        Assert.Equal((0.7, stated.Low, stated.High), (between.Sure.Score, between.Sure.Low, between.Sure.High));
        Assert.Null(links.Between(graph.Parts[0], graph.Parts[0]));
        var pair = Assert.Single(links.Pairs());
        Assert.Equal((Benefits, Sightings, "A01", false), (pair.First.Id, pair.Second.Id, pair.Key, pair.Today));
        Assert.Single(links.Pairs(graph.Parts[1], organisation: Welfare, key: "A01"));
        Assert.Empty(links.Pairs(organisation: Host));
        Assert.Empty(links.Pairs(key: "A18"));
    }

    [Fact]
    public void Links_OneHolder_AreJoinedToday()
    {
        var camera = CameraService();
        camera.Datasets[0].HolderId = Welfare;

        Assert.True(Assert.Single(CityLinks.Of(Graph([], WelfareService(), camera)).Pairs()).Today);
    }
}
