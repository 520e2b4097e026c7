using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Register;

/// <summary>
/// What the register could tell of a version, frozen at the moment it was approved: the fields, and the seed of their salts. Nothing of it is
/// public before somebody publishes an entry, and of a field that is held back only its leaf ever is.
/// </summary>
public sealed class PublicRecord
{
    public const string OncePerDecision = "ux_public_records_decision_id";

    public required Guid Id { get; init; }

    /// <summary>The assessment's id.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>The <see cref="DecisionRecord"/> that names the root.</summary>
    public required Guid DecisionId { get; init; }

    public required int VersionNumber { get; init; }

    /// <summary>The <see cref="PublicField"/>s as canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Secret.</summary>
    [MaxLength(PublicTree.SeedBytes)]
    public required byte[] Seed { get; init; }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Root { get; init; }

    /// <exception cref="InvalidDataException">The fields are not those whose root was frozen.</exception>
    public IReadOnlyList<PublicField> Fields
    {
        get
        {
            var fields = CanonicalJson.ReadRecord<List<PublicField>>(Json);
            return RootOf(fields, Seed) == Root ? fields : throw new InvalidDataException($"The public fields {Id} are not what was frozen: their root differs.");
        }
    }

    /// <summary>The decision with the root of what it makes public, and what is behind the root.</summary>
    public static (DecisionRecord Decision, PublicRecord Public) Freeze(FrozenDecision decision, Guid reviewId, Dossier frozen, AssessmentVersion version)
    {
        var fields = PublicText.Of(frozen, version, decision);
        var seed = RandomNumberGenerator.GetBytes(PublicTree.SeedBytes);
        var root = RootOf(fields, seed);
        var record = DecisionRecord.Freeze(decision with { PublicRoot = root }, reviewId);
        return (record, new()
        {
            Id = Guid.CreateVersion7(decision.At),
            OwnerId = decision.AssessmentId,
            DecisionId = record.Id,
            VersionNumber = decision.VersionNumber,
            Json = CanonicalJson.WriteRecord(fields),
            Seed = seed,
            Root = root,
        });
    }

    private static string RootOf(IReadOnlyList<PublicField> fields, byte[] seed) =>
        Convert.ToHexStringLower(PublicTree.Root([.. fields.Select(f => PublicTree.Leaf(PublicTree.Salt(seed, f.Key), f.Key, f.Text))]));
}
