using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>Each archetype fits together in itself and is enough to start an assessment from.</summary>
public sealed class ArchetypeFilesTests
{
    /// <summary>Identifier attributes: without a domain they could never be joined on, which would hide findings.</summary>
    private static readonly string[] Identifiers = ["A02", "A05", "A07", "A08", "A09", "A12", "A14", "A16", "A17", "A21", "A26", "A34", "A40", "A41", "A45", "A60", "A66", "A82", "A90", "A102", "A126", "A128", "A130", "A135", "A137"];

    private static readonly PiaCatalogue Catalogue = PiaCatalogue.Load();

    public static TheoryData<string> ArchetypeIds => [.. Catalogue.Archetypes.Select(a => a.Id)];

    [Fact]
    public void Archetypes_All_AreNumberedInOrder() =>
        Assert.Equal(Ids.Numbered("S", 39, 2), Catalogue.Archetypes.Select(a => a.Id));

    [Fact]
    public void Archetypes_Names_AreUnique() =>
        Assert.Equal(39, Catalogue.Archetypes.Select(a => a.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [MemberData(nameof(ArchetypeIds))]
    public void Archetype_Data_IsOfTheReferenceListAndGoesToOthers(string id)
    {
        var archetype = Find(id);
        var holders = archetype.Datasets.ToDictionary(d => d.Key, d => d.Holder, StringComparer.Ordinal);

        Assert.All(archetype.Datasets.SelectMany(d => d.Items), i => Assert.True(i.Domain is not null || !Identifiers.Contains(i.Type), i.Type));
        Assert.All(archetype.Flows, f =>
        {
            Assert.NotEqual(holders[f.From], f.To);
            holders[f.Key] = f.To;
        });
    }

    [Theory]
    [MemberData(nameof(ArchetypeIds))]
    public void Archetype_Content_IsEnoughToStartFrom(string id)
    {
        var archetype = Find(id);

        Assert.InRange(archetype.Summary.Split(". ").Length, 2, 3);
        Assert.Contains(archetype.Groups, g => g.Vulnerable || id == "S17" || archetype.Screening[0].Answer == Answer.No);
        Assert.NotEmpty(archetype.Purposes);
        Assert.True(archetype.Stakeholders.Count >= 4);
        Assert.NotEmpty(archetype.Datasets);
        Assert.All(archetype.Datasets, d => Assert.NotEmpty(d.Items));
        Assert.True(archetype.Flows.Count >= 2);
        Assert.NotEmpty(archetype.Controls);
        Assert.InRange(archetype.Tensions.Count, 1, 2);
        // The first ten of every kind of service; of the others those that its kind answers.
        Assert.Equal(Ids.Numbered("Q", 9, 1).Prepend("Q0"), archetype.Screening.Select(s => s.Question).Take(10));
        Assert.All(archetype.Screening.Skip(10), s => Assert.Equal(Answer.Yes, s.Answer));
        Assert.Equal(Certainty.Inferred, archetype.Certainty);
        Assert.Contains(archetype.Stakeholders, s => s is { Kind: OrganisationKind.RepresentativeGroup, Role: StakeholderRole.Representative });
        Assert.Contains(archetype.Stakeholders, s => s is { Kind: OrganisationKind.SupervisoryAuthority, Role: StakeholderRole.SupervisoryAuthority });
        Assert.Contains(archetype.Stakeholders, s => s.Role == StakeholderRole.Controller);
    }

    [Theory]
    [InlineData("S02")]
    [InlineData("S06")]
    [InlineData("S07")]
    [InlineData("S10")]
    [InlineData("S13")]
    public void Archetype_OfTheDemo_IsRich(string id)
    {
        var archetype = Find(id);

        Assert.True(archetype.Datasets.Count >= 4);
        Assert.True(archetype.Flows.Count >= 5);
        Assert.True(archetype.Groups.Count >= 4);
        Assert.True(archetype.Stakeholders.Count >= 8);
        Assert.Equal(2, archetype.Tensions.Count);
        Assert.Contains(archetype.Flows, f => archetype.Flows.Any(g => g.Key == f.From));
        Assert.NotEmpty(archetype.Published);
    }

    /// <summary>Only the air and noise network, which measures places, is likely to end below two criteria.</summary>
    [Fact]
    public void Archetypes_LikelyAnswers_MeetTwoCriteriaSaveForOne()
    {
        var below = Catalogue.Archetypes.Where(a => a.Screening.SelectMany(Met).Distinct(StringComparer.Ordinal).Count() < 2).Select(a => a.Id);

        Assert.Equal(["S17", "S36", "S37", "S38"], below);

        IEnumerable<string> Met(ArchetypeScreeningAnswer answer) => answer.Answer == Answer.Yes ? Catalogue.Screening.Questions[answer.Question].Criteria : [];
    }

    /// <summary>A name stands for one kind of body everywhere, so that a city does not get it twice.</summary>
    [Fact]
    public void Archetypes_StakeholderWithOneName_HasOneKind()
    {
        var several = Catalogue.Archetypes.SelectMany(a => a.Stakeholders)
            .GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Select(s => s.Kind).Distinct().Skip(1).Any())
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(s => s.Kind).Distinct())}");

        Assert.Empty(several);
    }

    /// <summary>Plates, phones and citizen accounts are the same across services; that is what joins a city.</summary>
    [Theory]
    [InlineData("A14", "licence-plate")]
    [InlineData("A34", "device-mac")]
    [InlineData("A05", "postal-address")]
    [InlineData("A60", "meter-point")]
    public void Archetypes_IdentifierSharedByServices_HasOneDomain(string type, string domain)
    {
        var domains = Catalogue.Archetypes.Where(a => a.Id != "S11").SelectMany(a => a.Datasets).SelectMany(d => d.Items)
            .Where(i => i.Type == type && i.Form is null).Select(i => i.Domain).ToList();

        Assert.True(domains.Count >= 2);
        Assert.All(domains, d => Assert.Equal(domain, d));
    }

    private static ServiceArchetype Find(string id) => Catalogue.Archetypes[id];
}
