using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

/// <summary>What is declared or rated is held against what can still be told.</summary>
public sealed class ContradictionTests
{
    private static readonly Dossier Wifi = SmallDossier.FromArchetype("S06").WithFindings();

    private static readonly Finding Sure = Wifi.Findings.First(f => !f.IsHypothesis && f.Score >= Contradictions.Standing);

    [Theory]
    [InlineData(Level.Negligible, true)]
    [InlineData(Level.Limited, true)]
    [InlineData(Level.Significant, false)]
    public void Risk_RatedHardlyLikely_StandsAgainstASureFindingItRestsOn(Level likelihood, bool contradicted)
    {
        var risk = new Risk { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, Title = "Pseudonyms turned back", ResidualLikelihood = likelihood, Conclusions = [Sure.TypeId] };
        var suggested = new Risk { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, Title = "As suggested", ResidualLikelihood = likelihood, SuggestedBy = $"finding|{Sure.TypeId}" };
        var other = new Risk { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, Title = "Of nothing", ResidualLikelihood = likelihood };
        var dossier = Wifi with { Risks = [risk, suggested, other] };

        Assert.Equal(contradicted ? [risk.Id, suggested.Id] : [], Contradictions.OfRisks(dossier).Select(r => r.Risk.Id));
        Assert.All(Contradictions.OfRisks(dossier), r => Assert.Equal(Sure.TypeId, r.Finding.TypeId));
        var gaps = DossierCheck.Gaps(dossier, new(2026, 1, 1)).Where(g => g.Rule == "RiskContradicted").ToList();
        Assert.Equal(contradicted ? 2 : 0, gaps.Count);
        Assert.All(gaps, g => Assert.True(g is { Attention: true, Blocks: false } && dossier.Findings.Any(f => f.Key == g.FindingKey)));
    }

    [Fact]
    public void Limit_DeclaredForAGroup_IsBrokenByWhatTracksIt()
    {
        var tracks = Wifi.Findings.First(f => !f.IsHypothesis && Wifi.Catalogue.Type(f.TypeId).Touches.Contains(Touch.Tracks));
        var group = Wifi.Groups[0];
        Dossier With(Answer? mayTrack) => Wifi with { Choices = [new() { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, GroupId = group.Id, MayTrack = mayTrack }] };

        var broken = Contradictions.OfLimits(With(Answer.No)).ToList();

        Assert.Contains(broken, b => b.Limit == Touch.Tracks && b.Finding.TypeId == tracks.TypeId);
        Assert.All(broken, b => Assert.True(b.Group.Id == group.Id && b.Limit == Touch.Tracks && Wifi.Catalogue.Type(b.Finding.TypeId).Touches.Contains(Touch.Tracks)));
        Assert.Empty(Contradictions.OfLimits(With(Answer.Yes)).Concat(Contradictions.OfLimits(With(Answer.Unsure))).Concat(Contradictions.OfLimits(With(null))));
        Assert.Contains(DossierCheck.Gaps(With(Answer.No), new(2026, 1, 1)), g => g.Rule == "LimitTracks" && g.RowId == group.Id && g.FindingKey is not null);
    }

    /// <summary>A finding is about the groups that its dataset has, whatever they are called and whatever the text about its people says.</summary>
    [Fact]
    public void Limit_OfARenamedGroup_StandsForItsDatasetsAlone()
    {
        var tracks = Wifi.Findings.First(f => !f.IsHypothesis && f.HoldingId is var id && Wifi.DatasetOf(id) is not null && Wifi.Catalogue.Type(f.TypeId).Touches.Contains(Touch.Tracks));
        var (about, other) = (Wifi.Groups[0], Wifi.Groups[2]);
        Dossier With(string name, params Guid[] groups) => Wifi with
        {
            Groups = [.. Wifi.Groups.Select(g => new PeopleGroup { Id = g.Id, OwnerId = g.OwnerId, Name = g.Id == about.Id ? name : g.Name })],
            Choices = [.. Wifi.Groups.Select(g => new Choice { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, GroupId = g.Id, MayTrack = Answer.No })],
            Datasets = [.. Wifi.Datasets.Select(d => new Dataset { Id = d.Id, OwnerId = d.OwnerId, Name = d.Name, HolderId = d.HolderId, Public = d.Public, People = other.Name, GroupIds = [.. groups] })],
        };
        IEnumerable<Guid> Broken(Dossier dossier) => Contradictions.OfLimits(dossier).Where(b => b.Finding.TypeId == tracks.TypeId).Select(b => b.Group.Id).Distinct();

        Assert.Equal([about.Id], Broken(With(about.Name, about.Id)));
        Assert.Equal([about.Id], Broken(With("Travellers with a phone", about.Id)));
        Assert.Equal([about.Id, other.Id], Broken(With("Travellers with a phone", other.Id, about.Id)));
        Assert.Equal(Wifi.Groups.Select(g => g.Id), Broken(With("Travellers with a phone")));
        // Signed before datasets had groups: the text says whom it is about.
        var old = CanonicalJson.Write(With(about.Name).Frozen([])).Replace("\"schema\":3", "\"schema\":2", StringComparison.Ordinal);
        Assert.Equal([other.Id], Broken(CanonicalJson.Read(old)));
    }

    /// <summary>A report is made without the catalogue.</summary>
    [Fact]
    public void Limit_OfAFrozenVersion_SpeaksThroughItsTerms()
    {
        var dossier = Wifi with { Choices = [.. Wifi.Groups.Select(g => new Choice { Id = Guid.CreateVersion7(), OwnerId = Wifi.Head.AssessmentId, GroupId = g.Id, MayTrack = Answer.No })] };
        var frozen = CanonicalJson.Read(CanonicalJson.Write(dossier.Frozen([]))) with { Catalogue = null! };

        Assert.NotEmpty(Contradictions.OfLimits(frozen));
        Assert.Equal(Contradictions.OfLimits(dossier).Select(b => (b.Limit, b.Finding.Key)), Contradictions.OfLimits(frozen).Select(b => (b.Limit, b.Finding.Key)));
    }
}
