using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Json.Schema;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.UnitTests.Reports;
using SmartCityPia.UnitTests.Reviews;
using Xunit;

namespace SmartCityPia.UnitTests.Register;

/// <summary>What the register tells of a decided version, what it holds back, and the proof of both.</summary>
public sealed class RegisterEntryTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Root(), "docs", "register.schema.json")));

    private static readonly DateTimeOffset Now = ReviewStory.Now.AddDays(1);

    /// <summary>Worked out by hand from the description of the tree.</summary>
    [Fact]
    public void Root_OfThreeLeaves_JoinsTwoThenTheThird()
    {
        var salt = new byte[PublicTree.SaltBytes];
        var leaves = new[] { ("a", "one"), ("b", "two"), ("ä", "") }.Select(f => PublicTree.Leaf(salt, f.Item1, f.Item2)).ToList();

        var (key, text) = (Encoding.UTF8.GetBytes("ä"), Array.Empty<byte>());
        Assert.Equal(SHA256.HashData([0, .. salt, 0, 0, 0, 2, .. key, .. text]), leaves[2]);
        var pair = SHA256.HashData([1, .. leaves[0], .. leaves[1]]);
        Assert.Equal(SHA256.HashData([1, .. pair, .. leaves[2]]), PublicTree.Root(leaves));
        Assert.Equal(leaves[0], PublicTree.Root([leaves[0]]));
    }

    [Fact]
    public void Leaf_TextMovedIntoTheKey_IsAnotherLeaf()
    {
        var salt = new byte[PublicTree.SaltBytes];
        Assert.NotEqual(PublicTree.Leaf(salt, "ab", "c"), PublicTree.Leaf(salt, "a", "bc"));
    }

    [Fact]
    public void Salts_OfAllFields_DifferAndAreNotTheSeed()
    {
        var (record, _) = Frozen();
        var salts = record.Fields.Select(f => Convert.ToHexString(PublicTree.Salt(record.Seed, f.Key))).ToList();
        Assert.Equal(salts.Count, salts.Distinct().Count());
        Assert.All(salts, s => Assert.Equal(2 * PublicTree.SaltBytes, s.Length));
    }

    [Fact]
    public void Freeze_OfAnApproval_DecisionNamesTheRoot()
    {
        var (record, decision) = Frozen(RichDossier.Filled());
        Assert.Equal(record.Root, FrozenDecision.Read(decision).PublicRoot);
        Assert.Equal(record.Fields.Select(f => f.Key), record.Fields.Select(f => f.Key).Distinct());
        Assert.All(record.Fields, f => Assert.InRange(f.Key.Length, 1, Redaction.KeyMaxLength));
        foreach (var part in Enum.GetValues<PublicPart>())
            Assert.Contains(record.Fields, f => f.Part == part);
    }

    /// <summary>Two freezings of one version differ in their salts: nobody can compare what is held back in one with what is told in another.</summary>
    [Fact]
    public void Freeze_Twice_HasOtherRoots() => Assert.NotEqual(Frozen().Record.Root, Frozen().Record.Root);

    [Fact]
    public void Text_NamesNoPersonAndNoReasonOfTheReview()
    {
        var (record, _) = Frozen();
        var told = string.Join('\n', record.Fields.Select(f => f.Text));
        foreach (var name in new[] { "Ada Author", "Rita Reviewer", "Otto Officer", "Drop the fingerprint", "It can be met", "I decide", "Say who" })
            Assert.DoesNotContain(name, told, StringComparison.Ordinal);
        Assert.Contains("Put up signs", told, StringComparison.Ordinal);
    }

    /// <summary>Whatever is held back: the entry proves itself, and no byte of the published text carries a held-back value.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Entry_RandomRedactions_ProvesItselfAndTellsNothingOfThem(int seed)
    {
        var random = new Random(seed);
        var (record, decision) = Frozen(Marked());
        var read = FrozenDecision.Read(decision);
        for (var round = 0; round < 20; round++)
        {
            var share = random.NextDouble();
            var reasons = Enum.GetValues<RedactionReason>();
            var hidden = record.Fields.Where(_ => random.NextDouble() < share).ToDictionary(f => f.Key, _ => reasons[random.Next(reasons.Length)], StringComparer.Ordinal);

            var entry = RegisterEntry.Of(record, read, decision.Sha256, "wi-fi", 1, hidden, Now);

            Assert.True(entry.IsWhole);
            var publication = Published(entry);
            var bytes = publication.Json + publication.Told + publication.Place;
            foreach (var field in record.Fields.Where(f => RegisterEntry.MayBeHeldBack(f) && hidden.ContainsKey(f.Key)))
            {
                // A text that another field tells as well, word for word, is told there.
                if (record.Fields.Any(o => o.Key != field.Key && !(RegisterEntry.MayBeHeldBack(o) && hidden.ContainsKey(o.Key)) && o.Text.Contains(field.Text, StringComparison.Ordinal)))
                    continue;
                Assert.DoesNotContain(JsonEncodedText.Encode(field.Text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), bytes, StringComparison.Ordinal);
                Assert.DoesNotContain(field.Text, bytes, StringComparison.Ordinal);
                Assert.DoesNotContain(Convert.ToHexStringLower(PublicTree.Salt(record.Seed, field.Key)), bytes, StringComparison.Ordinal);
                if (field.RowId() is { } row)
                    Assert.DoesNotContain($"{field.Key[..field.Key.IndexOf('.', StringComparison.Ordinal)]}.{row:N}", bytes, StringComparison.Ordinal);
            }
            Assert.Equal(entry.Fields.Count(f => f.HeldBack is null), publication.Entry.Fields.Count(f => f.Text is not null));
            Assert.True(publication.Entry.IsWhole);
        }
    }

    [Fact]
    public void Entry_AsItIsPublished_IsAsTheSchemaSays()
    {
        var (record, decision) = Frozen();
        var some = record.Fields.Where((_, i) => i % 3 == 0).ToDictionary(f => f.Key, _ => RedactionReason.TradeSecret, StringComparer.Ordinal);
        foreach (var hidden in new[] { [], some })
        {
            using var json = JsonDocument.Parse(Published(RegisterEntry.Of(record, FrozenDecision.Read(decision), decision.Sha256, "wi-fi", 1, hidden, Now)).Json);
            Assert.True(Schema.Evaluate(json.RootElement, new() { OutputFormat = OutputFormat.List }).IsValid);
        }
    }

    [Fact]
    public void Entry_OneLetterChanged_IsNotWhole()
    {
        var (record, decision) = Frozen();
        var entry = RegisterEntry.Of(record, FrozenDecision.Read(decision), decision.Sha256, "wi-fi", 1, new Dictionary<string, RedactionReason>(), Now);
        var fields = entry.Fields.ToList();
        fields[2] = fields[2] with { Text = fields[2].Text + "." };
        Assert.False((entry with { Fields = fields }).IsWhole);
        Assert.False((entry with { Fields = [.. entry.Fields.Reverse()] }).IsWhole);
    }

    [Fact]
    public void Entry_WithoutWhatItIsAbout_CannotBe()
    {
        var (record, decision) = Frozen();
        var all = record.Fields.ToDictionary(f => f.Key, _ => RedactionReason.Security, StringComparer.Ordinal);
        var entry = RegisterEntry.Of(record, FrozenDecision.Read(decision), decision.Sha256, "wi-fi", 1, all, Now);
        Assert.Equal(["contact.questions", "decision.outcome", "service.agency", "service.name"], entry.Fields.Where(f => f.Key is not null).Select(f => f.Key!).Order(StringComparer.Ordinal));
        Assert.Equal(record.Fields.Count - 4, entry.HeldBack);
    }

    [Theory]
    [InlineData("Metro Wi-Fi movement analytics", "metro-wi-fi-movement-analytics")]
    [InlineData("  Parkraumüberwachung (Süd) ", "parkraumuberwachung-sud")]
    [InlineData("地下鉄", "service")]
    [InlineData("../../etc/passwd?x=1#y", "etc-passwd-x-1-y")]
    public void Slug_OfAName_IsSafeInAnAddress(string name, string slug) => Assert.Equal(slug, Publication.SlugOf(name));

    [Fact]
    public void Slug_OfALongName_LeavesRoomForANumber() => Assert.InRange(Publication.SlugOf(new string('a', 300)).Length, 1, Publication.SlugMaxLength - 4);

    /// <summary>A person who wrote the assessment publishes nothing of it.</summary>
    [Fact]
    public void Publish_ByAnAuthor_IsRefused()
    {
        var (record, decision) = Frozen();
        var entry = RegisterEntry.Of(record, FrozenDecision.Read(decision), decision.Sha256, "wi-fi", 1, new Dictionary<string, RedactionReason>(), Now);
        Assert.Throws<ReviewRefusedException>(() => Published(entry, hasAuthored: true));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SmartCityPia.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private static Publication Published(RegisterEntry entry, bool hasAuthored = false) =>
        Publication.Of(entry, new(new Actor(Guid.CreateVersion7(), "Rita Reviewer", Now, "test"), ReviewRole.Reviewer, hasAuthored), Guid.CreateVersion7(), new Service { Id = Guid.CreateVersion7(), AgencyId = Guid.Empty }, 1);

    /// <summary>Every free text of it says where it stands, so that it is found if it gets out.</summary>
    private static Dossier Marked()
    {
        var d = RichDossier.Prefilled();
        return d with
        {
            Purposes = [.. d.Purposes.Select((p, i) => Changed(p, x => x.Description = $"purpose mark {i} \"quoted\" ü"))],
            Groups = [.. d.Groups.Select((g, i) => Changed(g, x => x.HowInformed = $"group mark {i}"))],
        };

        static T Changed<T>(T row, Action<T> change)
        {
            change(row);
            return row;
        }
    }

    private static (PublicRecord Record, DecisionRecord Decision) Frozen(Dossier? dossier = null)
    {
        var story = ReviewStory.Of(ReviewState.ApprovedWithConditions, dossier);
        var decision = FrozenDecision.Read(story.Record!);
        var (record, open) = PublicRecord.Freeze(decision, story.Review.Id, CanonicalJson.Read(story.Version.Json), story.Version);
        return (open, record);
    }
}
