using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Findings;

public sealed class RiskSuggestionsTests
{
    [Fact]
    public void Of_OneConclusionAtTwoOrganisations_IsOneSuggestionNamingBoth()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        var suggestion = Assert.Single(RiskSuggestions.Of(dossier), s => s.Key == "finding|D23");

        Assert.Equal(ThreatType.Linking, suggestion.Threat);
        Assert.Equal("An organisation can see where a device goes and stays", suggestion.Title);
        Assert.Contains("Wi-Fi operator", suggestion.WhatCouldHappen, StringComparison.Ordinal);
        Assert.Contains("Laboratory", suggestion.WhatCouldHappen, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_FindingsNeitherSpecialNorIdentifying_SuggestNothing() =>
        Assert.DoesNotContain(RiskSuggestions.Of(SmallDossier.WithWifi().WithFindings()), s => s.Key == "finding|D10");

    [Theory]
    [InlineData(Disposition.Accepted, true)]
    [InlineData(Disposition.Mitigated, true)]
    [InlineData(Disposition.Disputed, false)]
    [InlineData(Disposition.NotApplicable, false)]
    public void Of_DecidedFindings_AreOfferedUnlessDismissed(Disposition decided, bool offered)
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        dossier = dossier with
        {
            Dispositions = [.. dossier.Findings.Select(f => new FindingDisposition
            {
                Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Head.AssessmentId, FindingKey = f.Key, ProofHash = f.ProofHash, Disposition = decided,
            })],
        };

        Assert.Equal(offered, RiskSuggestions.Of(dossier).Any(s => s.Key == "finding|D23"));
    }

    [Fact]
    public void Of_AnyServiceWithData_IncludesTheThreeFearedEvents()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        var events = RiskSuggestions.Of(dossier).Where(s => s.Key.StartsWith("event|", StringComparison.Ordinal)).ToList();

        Assert.Equal(["event|Access", "event|Change", "event|Loss"], events.Select(e => e.Key));
        Assert.All(events, e => Assert.Contains("Probe log", e.WhatCouldHappen, StringComparison.Ordinal));
        Assert.Contains(FindingWords.Tell(dossier, "D23"), events[0].WhatCouldHappen, StringComparison.Ordinal);
        Assert.DoesNotContain(RiskSuggestions.Of(dossier with { Datasets = [], Findings = [] }), s => s.Key.StartsWith("event|", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_Dismissed_IsNotOfferedButCanBeAgain()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        dossier = dossier with { Head = dossier.Head with { Dismissed = ["event|Loss", "finding|gone"] } };

        Assert.DoesNotContain(RiskSuggestions.Of(dossier), s => s.Key == "event|Loss");
        Assert.Equal(["event|Loss"], RiskSuggestions.Dismissed(dossier).Select(s => s.Key));
    }

    [Fact]
    public void Of_ACard_SaysItsSentenceAndHowSure()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();
        var card = FindingCard.Of(dossier, dossier.Findings).Single(c => c.TypeId == "D23");

        var suggestion = RiskSuggestions.Of(dossier).Single(s => s.Key == "finding|D23");

        Assert.Contains(card.Sentence(dossier), suggestion.WhatCouldHappen, StringComparison.Ordinal);
        Assert.Contains(Sureness.Of(card.Surest).Tell(), suggestion.WhatCouldHappen, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RiskMadeFromIt_IsNotOfferedAgain()
    {
        var dossier = SmallDossier.WithWifi().WithFindings();

        Assert.DoesNotContain(RiskSuggestions.Of(dossier with { Risks = [SmallDossier.Risk("finding|D23")] }), s => s.Key == "finding|D23");
        Assert.Contains(RiskSuggestions.Of(dossier with { Risks = [SmallDossier.Risk()] }), s => s.Key == "finding|D23");
    }

    [Theory]
    [InlineData("P01", PrincipleState.NotMet, ThreatType.Unawareness)]
    [InlineData("P04", PrincipleState.PartlyMet, ThreatType.DataDisclosure)]
    [InlineData("P11", PrincipleState.NotMet, ThreatType.NonCompliance)]
    [InlineData("P04", PrincipleState.Met, null)]
    [InlineData("P04", PrincipleState.NotApplicable, null)]
    public void Of_Principle_SuggestsWhereThereIsAGap(string principle, PrincipleState state, ThreatType? threat)
    {
        var dossier = SmallDossier.WithWifi() with
        {
            Principles = [new PrincipleAnswer { Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Head.AssessmentId, PrincipleId = principle, State = state, Gap = "Signs are missing" }],
        };

        var suggestion = RiskSuggestions.Of(dossier).SingleOrDefault(s => s.Key == $"principle|{principle}");

        Assert.Equal(threat, suggestion?.Threat);
        Assert.Equal(threat is not null, suggestion?.WhatCouldHappen == "Signs are missing");
    }

    [Fact]
    public void Of_ChoicesAndVulnerableGroups_AreToTheGroup()
    {
        var group = new PeopleGroup { Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Log, Name = "Night workers", Vulnerable = true, WhyVulnerable = "Few others are about" };
        var dossier = SmallDossier.WithWifi() with
        {
            Groups = [group],
            Choices = [new Choice { Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Head.AssessmentId, GroupId = group.Id, CanRefuse = Extent.No, MayTrack = Answer.Yes }],
        };

        var suggestions = RiskSuggestions.Of(dossier).Where(s => !s.Key.StartsWith("event|", StringComparison.Ordinal)).ToList();

        Assert.Equal([$"refuse|{group.Id:N}", $"track|{group.Id:N}", $"group|{group.Id:N}"], suggestions.Select(s => s.Key));
        Assert.All(suggestions, s => Assert.Equal("Night workers", s.ToWhom));
        Assert.EndsWith("Few others are about", suggestions[2].WhatCouldHappen, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LongNames_KeepsTheLimitsOfARisk()
    {
        var groups = Enumerable.Range(0, 40).Select(_ => new PeopleGroup { Id = Guid.CreateVersion7(), OwnerId = SmallDossier.Log, Name = new string('n', Limits.Name), Vulnerable = true, WhyVulnerable = new string('w', Limits.Text) });

        Assert.All(RiskSuggestions.Of((SmallDossier.WithWifi() with { Groups = [.. groups] }).WithFindings()), s =>
        {
            Assert.True(s.Title.Length <= Limits.Name && s.WhatCouldHappen.Length <= Limits.Text && s.ToWhom!.Length <= Limits.Line);
            Assert.True(s.Key.Length <= FindingDisposition.FindingKeyMaxLength);
        });
    }
}
