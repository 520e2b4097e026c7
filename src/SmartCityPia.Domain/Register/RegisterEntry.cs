using System.Text.Json.Serialization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Register;

/// <summary>What the register tells of a service: the fields of a decided version in their order, some of them held back.</summary>
public sealed record RegisterEntry
{
    public const int CurrentSchema = 1;

    /// <summary>Fields that say which service it is and what was decided: without them there is no entry.</summary>
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal) { "service.name", "service.agency", "decision.outcome", "contact.questions" };

    public int Schema { get; init; } = CurrentSchema;

    public required string Slug { get; init; }

    public required int Number { get; init; }

    public required string Name { get; init; }

    public required string Agency { get; init; }

    public required string Reference { get; init; }

    /// <summary>The language the fields are written in.</summary>
    public required string Language { get; init; }

    public required string VersionSha256 { get; init; }

    public required string DecisionSha256 { get; init; }

    /// <summary>The root that the decision names.</summary>
    public required string Root { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required IReadOnlyList<EntryField> Fields { get; init; }

    /// <summary>The fields and the leaves of those held back give the root again.</summary>
    [JsonIgnore]
    public bool IsWhole => Convert.ToHexStringLower(PublicTree.Root([.. Fields.Select(f => f.LeafBytes())])) == Root;

    /// <summary>How many fields are held back.</summary>
    [JsonIgnore]
    public int HeldBack => Fields.Count(f => f.HeldBack is not null);

    public static bool MayBeHeldBack(PublicField field) => !Always.Contains(field.Key);

    /// <param name="redactions">By key; fields that may not be held back are told.</param>
    public static RegisterEntry Of(PublicRecord record, FrozenDecision decision, string decisionSha256, string slug, int number, IReadOnlyDictionary<string, RedactionReason> redactions, DateTimeOffset now)
    {
        var fields = record.Fields;
        return new()
        {
            Slug = slug,
            Number = number,
            Name = fields.Single(f => f.Key == "service.name").Text,
            Agency = fields.Single(f => f.Key == "service.agency").Text,
            Reference = decision.Reference,
            Language = "en",
            VersionSha256 = decision.VersionSha256,
            DecisionSha256 = decisionSha256,
            Root = record.Root,
            PublishedAt = now,
            Fields = [.. fields.Select(f => EntryField.Of(f, record.Seed, MayBeHeldBack(f) && redactions.TryGetValue(f.Key, out var reason) ? reason : null))],
        };
    }
}

/// <summary>A field with its salt, or the leaf of one that is held back with the reason.</summary>
public sealed record EntryField
{
    public required PublicPart Part { get; init; }

    public string? Key { get; init; }

    public string? Text { get; init; }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public string? Salt { get; init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public string? Leaf { get; init; }

    public RedactionReason? HeldBack { get; init; }

    /// <summary>The condition it tells of; null where it tells of something else.</summary>
    public Guid? ConditionId() => Key?.StartsWith("condition.", StringComparison.Ordinal) == true ? PublicField.RowIdIn(Key) : null;

    internal static EntryField Of(PublicField field, byte[] seed, RedactionReason? reason)
    {
        var salt = PublicTree.Salt(seed, field.Key);
        return reason is null
            ? new() { Part = field.Part, Key = field.Key, Text = field.Text, Salt = Convert.ToHexStringLower(salt) }
            : new() { Part = field.Part, Leaf = Convert.ToHexStringLower(PublicTree.Leaf(salt, field.Key, field.Text)), HeldBack = reason };
    }

    internal byte[] LeafBytes() => Leaf is { } leaf ? Convert.FromHexString(leaf) : PublicTree.Leaf(Convert.FromHexString(Salt!), Key!, Text!);
}
