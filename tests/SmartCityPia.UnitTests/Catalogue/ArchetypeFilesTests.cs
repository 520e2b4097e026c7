using System.Globalization;
using System.Text.Json;
using SmartCityPia.Domain.Catalogue;
using Xunit;

namespace SmartCityPia.UnitTests.Catalogue;

/// <summary>Each archetype fits together in itself and is enough to start an assessment from.</summary>
public sealed class ArchetypeFilesTests
{
    private static readonly string[] Kinds = ["Agency", "ServiceOperator", "Integrator", "Supplier", "DataIntermediary", "RepresentativeGroup", "ExternalRecipient", "SupervisoryAuthority"];
    private static readonly string[] Roles = ["Controller", "JointController", "Processor", "SubProcessor", "ThirdParty", "Representative", "SupervisoryAuthority"];
    private static readonly string[] LegalBases = ["Consent", "Contract", "LegalObligation", "VitalInterests", "PublicTask", "LegitimateInterests"];
    private static readonly string[] Levels = ["Individual", "Household", "Aggregate"];
    private static readonly string[] Layers = ["Business", "Knowledge", "Engineering"];
    private static readonly string[] Answers = ["Yes", "No", "Unsure"];

    /// <summary>Identifier attributes: without a domain they could never be joined on, which would hide findings.</summary>
    private static readonly string[] Identifiers = ["A02", "A05", "A07", "A08", "A09", "A12", "A14", "A16", "A17", "A21", "A26", "A34", "A35", "A40", "A41", "A45", "A60", "A61", "A66", "A82", "A87", "A90"];

    private static readonly ServiceArchetypeFile Archetypes = DataFiles.Read<ServiceArchetypeFile>("archetypes.json");
    private static readonly ScreeningFile Screening = DataFiles.Read<ScreeningFile>("screening.json");

    public static TheoryData<string> ArchetypeIds => [.. Archetypes.Entries.Select(a => a.Id)];

    [Fact]
    public void Read_UnknownMember_Throws() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ArchetypeGroup>("""{"name":"a","vulnerable":true,"why":"b","extra":1}""", DataFiles.Options));

    [Fact]
    public void Read_MissingMember_Throws() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ArchetypeGroup>("""{"name":"a","why":"b"}""", DataFiles.Options));

    [Fact]
    public void Archetypes_All_AreS01ToS35InOrder() =>
        Assert.Equal(DataFiles.Numbered("S", 35, 2), Archetypes.Entries.Select(a => a.Id));

    [Fact]
    public void Archetypes_Names_AreUnique() =>
        Assert.Equal(35, Archetypes.Entries.Select(a => a.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Theory]
    [MemberData(nameof(ArchetypeIds))]
    public void Archetype_References_AreConsistent(string id) => Assert.Empty(Faults(Find(id)));

    [Theory]
    [MemberData(nameof(ArchetypeIds))]
    public void Archetype_Content_IsEnoughToStartFrom(string id)
    {
        var archetype = Find(id);

        Assert.InRange(archetype.Summary.Split(". ").Length, 2, 3);
        Assert.Contains(archetype.Groups, g => g.Vulnerable || id == "S17");
        Assert.NotEmpty(archetype.Purposes);
        Assert.True(archetype.Stakeholders.Count >= 4);
        Assert.NotEmpty(archetype.Datasets);
        Assert.All(archetype.Datasets, d => Assert.NotEmpty(d.Items));
        Assert.True(archetype.Flows.Count >= 2);
        Assert.NotEmpty(archetype.Controls);
        Assert.NotEmpty(archetype.WatchRules);
        Assert.InRange(archetype.Tensions.Count, 1, 2);
        Assert.Equal(DataFiles.Numbered("Q", 9, 1), archetype.Screening.Select(s => s.Question));
        Assert.Equal(Certainty.Inferred, archetype.Certainty);
        Assert.Contains(archetype.Stakeholders, s => s is { Kind: "RepresentativeGroup", Role: "Representative" });
        Assert.Contains(archetype.Stakeholders, s => s is { Kind: "SupervisoryAuthority", Role: "SupervisoryAuthority" });
        Assert.Contains(archetype.Stakeholders, s => s.Role == "Controller");
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
        var questions = Screening.Questions.ToDictionary(q => q.Id, StringComparer.Ordinal);
        var below = Archetypes.Entries.Where(a => a.Screening.SelectMany(Met).Distinct(StringComparer.Ordinal).Count() < 2).Select(a => a.Id);

        Assert.Equal(["S17"], below);

        IEnumerable<string> Met(ArchetypeScreeningAnswer answer) => answer.Answer switch
        {
            "Yes" => questions[answer.Question].Criteria,
            "No" => questions[answer.Question].NoCriteria,
            _ => [],
        };
    }

    /// <summary>A name stands for one kind of body everywhere, so that a city does not get it twice.</summary>
    [Fact]
    public void Archetypes_StakeholderWithOneName_HasOneKind()
    {
        var several = Archetypes.Entries.SelectMany(a => a.Stakeholders)
            .GroupBy(s => s.Name, StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Select(s => s.Kind).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .Select(g => $"{g.Key}: {string.Join(", ", g.Select(s => s.Kind).Distinct(StringComparer.Ordinal))}");

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
        var domains = Archetypes.Entries.Where(a => a.Id != "S11").SelectMany(a => a.Datasets).SelectMany(d => d.Items)
            .Where(i => i.Type == type).Select(i => i.Domain).ToList();

        Assert.True(domains.Count >= 2);
        Assert.All(domains, d => Assert.Equal(domain, d));
    }

    public static TheoryData<string, Func<ServiceArchetype, ServiceArchetype>> Damages => new()
    {
        { "layer Cloud", a => a with { Layer = "Cloud" } },
        { "legal basis Habit", a => a with { Purposes = [a.Purposes[0] with { LegalBasis = "Habit" }, .. a.Purposes.Skip(1)] } },
        { "purpose names repeat", a => a with { Purposes = [.. a.Purposes, a.Purposes[0]] } },
        { "stakeholder keys repeat", a => a with { Stakeholders = [.. a.Stakeholders, a.Stakeholders[0]] } },
        { "kind Shop", a => a with { Stakeholders = [a.Stakeholders[0] with { Kind = "Shop" }, .. a.Stakeholders.Skip(1)] } },
        { "role Owner", a => a with { Stakeholders = [a.Stakeholders[0] with { Role = "Owner" }, .. a.Stakeholders.Skip(1)] } },
        { "holder nobody", a => a with { Datasets = [a.Datasets[0] with { Holder = "nobody" }, .. a.Datasets.Skip(1)] } },
        { "type A91", a => a with { Datasets = [a.Datasets[0] with { Items = [a.Datasets[0].Items[0] with { Type = "A91" }] }, .. a.Datasets.Skip(1)] } },
        { "level City", a => a with { Datasets = [a.Datasets[0] with { Items = [a.Datasets[0].Items[0] with { Level = "City" }] }, .. a.Datasets.Skip(1)] } },
        { "without a domain", a => a with { Datasets = [.. a.Datasets.Select(d => d with { Items = [.. d.Items.Select(i => i with { Domain = null })] })] } },
        { "source nowhere", a => WithFlow(a, f => f with { From = "nowhere" }) },
        { "recipient nobody", a => WithFlow(a, f => f with { To = "nobody" }) },
        { "receives its own data", a => WithFlow(a, f => f with { To = a.Datasets[0].Holder, From = a.Datasets[0].Key }) },
        { ": fields", a => WithFlow(a, f => f with { Fields = ["A89", "A75"] }) },
        { "order: fields", a => WithFlow(a, f => f with { Fields = [] }) },
        { "purpose Other", a => WithFlow(a, f => f with { Purpose = "Other" }) },
        { "order: not on its purpose's legal basis", a => WithFlow(a, f => f with { LegalBasis = "Consent" }) },
        { "order: legal basis Habit", a => WithFlow(a, f => f with { LegalBasis = "Habit" }) },
        { "control C75", a => WithFlow(a, f => f with { Controls = ["C75"] }) },
        { "key probelog repeats", a => WithFlow(a, f => f with { Key = a.Datasets[0].Key }) },
        { "control C00", a => a with { Controls = ["C00"] } },
        { "rule I121", a => a with { WatchRules = ["I121"] } },
        { "question Q10", a => a with { Screening = [a.Screening[0] with { Question = "Q10" }] } },
        { "answer Perhaps", a => a with { Screening = [a.Screening[0] with { Answer = "Perhaps" }] } },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Faults_DamagedArchetype_AreFound(string expected, Func<ServiceArchetype, ServiceArchetype> damage)
    {
        Assert.Empty(Faults(Find("S06")));
        Assert.Contains(Faults(damage(Find("S06"))), f => f.Contains(expected, StringComparison.Ordinal));
    }

    private static ServiceArchetype Find(string id) => Archetypes.Entries.Single(a => a.Id == id);

    private static ServiceArchetype WithFlow(ServiceArchetype archetype, Func<ArchetypeFlow, ArchetypeFlow> change) =>
        archetype with { Flows = [.. archetype.Flows.SkipLast(1), change(archetype.Flows[^1])] };

    /// <summary>Everything in an archetype that does not fit together, as sentences.</summary>
    private static List<string> Faults(ServiceArchetype archetype)
    {
        List<string> faults = [];
        var stakeholders = archetype.Stakeholders.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        var purposes = archetype.Purposes.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        Check(stakeholders.Count == archetype.Stakeholders.Count, "stakeholder keys repeat");
        Check(archetype.Stakeholders.Select(s => s.Name).Distinct(StringComparer.Ordinal).Count() == stakeholders.Count, "stakeholder names repeat");
        Check(purposes.Count == archetype.Purposes.Count, "purpose names repeat");
        Check(Layers.Contains(archetype.Layer), $"layer {archetype.Layer}");
        foreach (var purpose in archetype.Purposes)
            Check(LegalBases.Contains(purpose.LegalBasis), $"purpose {purpose.Name}: legal basis {purpose.LegalBasis}");
        foreach (var stakeholder in archetype.Stakeholders)
        {
            Check(Kinds.Contains(stakeholder.Kind), $"stakeholder {stakeholder.Key}: kind {stakeholder.Kind}");
            Check(Roles.Contains(stakeholder.Role), $"stakeholder {stakeholder.Key}: role {stakeholder.Role}");
        }

        // What each dataset and each flow's copy holds, and where.
        Dictionary<string, (string Holder, HashSet<string> Fields)> holdings = new(StringComparer.Ordinal);
        foreach (var dataset in archetype.Datasets)
        {
            var fields = dataset.Items.Select(i => i.Type).ToHashSet(StringComparer.Ordinal);
            Check(holdings.TryAdd(dataset.Key, (dataset.Holder, fields)), $"key {dataset.Key} repeats");
            Check(stakeholders.Contains(dataset.Holder), $"dataset {dataset.Key}: holder {dataset.Holder}");
            Check(fields.Count == dataset.Items.Count, $"dataset {dataset.Key}: a type repeats");
            foreach (var item in dataset.Items)
            {
                Check(IsId(item.Type, 'A', 90), $"dataset {dataset.Key}: type {item.Type}");
                Check(Levels.Contains(item.Level), $"dataset {dataset.Key}: level {item.Level}");
                Check(item.Domain is not null || !Identifiers.Contains(item.Type), $"dataset {dataset.Key}: identifier {item.Type} without a domain");
            }
        }

        foreach (var flow in archetype.Flows)
        {
            var known = holdings.TryGetValue(flow.From, out var source);
            Check(known, $"flow {flow.Key}: source {flow.From}");
            Check(stakeholders.Contains(flow.To), $"flow {flow.Key}: recipient {flow.To}");
            Check(flow.To != source.Holder, $"flow {flow.Key}: {flow.To} receives its own data");
            Check(flow.Fields.Count > 0 && (!known || flow.Fields.All(source.Fields.Contains)), $"flow {flow.Key}: fields");
            Check(purposes.Contains(flow.Purpose), $"flow {flow.Key}: purpose {flow.Purpose}");
            Check(LegalBases.Contains(flow.LegalBasis), $"flow {flow.Key}: legal basis {flow.LegalBasis}");
            Check(archetype.Purposes.All(p => p.Name != flow.Purpose || p.LegalBasis == flow.LegalBasis), $"flow {flow.Key}: not on its purpose's legal basis");
            foreach (var control in flow.Controls)
                Check(IsId(control, 'C', 74), $"flow {flow.Key}: control {control}");
            Check(holdings.TryAdd(flow.Key, (flow.To, [.. flow.Fields])), $"key {flow.Key} repeats");
        }

        foreach (var control in archetype.Controls)
            Check(IsId(control, 'C', 74), $"control {control}");
        foreach (var rule in archetype.WatchRules)
            Check(IsId(rule, 'I', 120), $"rule {rule}");
        Check(archetype.Controls.Distinct(StringComparer.Ordinal).Count() == archetype.Controls.Count, "controls repeat");
        Check(archetype.WatchRules.Distinct(StringComparer.Ordinal).Count() == archetype.WatchRules.Count, "rules repeat");
        Check(archetype.Screening.Select(s => s.Question).Distinct(StringComparer.Ordinal).Count() == archetype.Screening.Count, "screening questions repeat");
        foreach (var answer in archetype.Screening)
        {
            Check(IsId(answer.Question, 'Q', 9) && Screening.Questions.Any(q => q.Id == answer.Question), $"screening question {answer.Question}");
            Check(Answers.Contains(answer.Answer), $"screening answer {answer.Answer}");
        }

        return faults;

        void Check(bool holds, string fault)
        {
            if (!holds)
                faults.Add($"{archetype.Id}: {fault}");
        }
    }

    /// <summary>Whether <paramref name="id"/> is the prefix and a number from 1 to <paramref name="last"/>; two digits below 100, except for questions.</summary>
    private static bool IsId(string id, char prefix, int last) =>
        id.Length > 1 && id[0] == prefix && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= 1 && number <= last && id.Length == (prefix == 'Q' ? 2 : number < 100 ? 3 : 4);
}
