using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Domain.Register;

/// <summary>What an officer decided about a field of a decided version: it is held back, or told although a vendor called it confidential.</summary>
public sealed class Redaction : IReviewRecord
{
    public const string KeyIsUnique = "ux_redactions_key";
    public const int KeyMaxLength = 60;

    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required int VersionNumber { get; init; }

    /// <summary><see cref="PublicField.Key"/>.</summary>
    [MaxLength(KeyMaxLength)]
    public required string Key { get; init; }

    /// <summary>Null where it is told.</summary>
    public RedactionReason? Reason { get; set; }
}

/// <summary>An entry of the public register as it was published. It never changes; a later number of the same service supersedes it.</summary>
public sealed class Publication : IReviewRecord
{
    public const string NumberIsUnique = "ux_publications_slug_number";
    public const int SlugMaxLength = 80;

    public required Guid Id { get; init; }

    /// <summary>The assessment's id.</summary>
    public required Guid OwnerId { get; init; }

    public required Guid ServiceId { get; init; }

    /// <summary>The service's name in addresses; the same in all its entries, so that a sign in the street stays true.</summary>
    [MaxLength(SlugMaxLength)]
    public required string Slug { get; init; }

    /// <summary>From 1 for each service.</summary>
    public required int Number { get; init; }

    public required int VersionNumber { get; init; }

    [MaxLength(Limits.Name)]
    public required string Name { get; init; }

    /// <summary>The body that answers for it, as it was called.</summary>
    [MaxLength(Limits.Name)]
    public required string Agency { get; init; }

    [MaxLength(10)]
    public string? ArchetypeId { get; init; }

    /// <summary>Where it is, if that is told.</summary>
    [MaxLength(Limits.Text)]
    public string? Place { get; init; }

    /// <summary>All that it tells, for the search: of what is held back there is no word.</summary>
    public required string Told { get; init; }

    /// <summary>The <see cref="RegisterEntry"/> as canonical JSON.</summary>
    public required string Json { get; init; }

    /// <summary>Of the UTF-8 bytes of <see cref="Json"/>.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required Guid PublishedById { get; init; }

    [MaxLength(Limits.Name)]
    public required string PublishedBy { get; init; }

    public SignedWith? SignedWith { get; init; }

    /// <exception cref="InvalidDataException">It is not what was published.</exception>
    public RegisterEntry Entry => CanonicalJson.Sha256(Json) == Sha256 ? CanonicalJson.ReadRecord<RegisterEntry>(Json)
        : throw new InvalidDataException($"Entry {Id} of the register is not what was published: its hash differs.");

    public static Publication Of(RegisterEntry entry, ReviewActor by, Guid assessmentId, Service service, int versionNumber)
    {
        by.MustBe(ReviewRole.Reviewer);
        var json = CanonicalJson.WriteRecord(entry);
        return new()
        {
            Id = Guid.CreateVersion7(by.Actor.At),
            OwnerId = assessmentId,
            ServiceId = service.Id,
            Slug = entry.Slug,
            Number = entry.Number,
            VersionNumber = versionNumber,
            Name = entry.Name,
            Agency = entry.Agency,
            ArchetypeId = service.ArchetypeId,
            Place = entry.Fields.FirstOrDefault(f => f.Key == "service.place")?.Text,
            Told = string.Join('\n', entry.Fields.Select(f => f.Text).OfType<string>()),
            Json = json,
            Sha256 = CanonicalJson.Sha256(json),
            PublishedAt = by.Actor.At,
            PublishedById = by.Actor.AccountId,
            PublishedBy = by.Actor.Name,
            SignedWith = by.Actor.SignedWith,
        };
    }

    /// <summary>Lower-case letters and digits of the name with hyphens between the words; "service" where none are left.</summary>
    public static string SlugOf(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD))
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        var text = slug.ToString(0, Math.Min(slug.Length, SlugMaxLength - 4)).Trim('-');
        return text.Length == 0 ? "service" : text;
    }
}

/// <summary>Takes a service out of the register: all entries up to a number. Its address then says when and why.</summary>
public sealed class PublicationWithdrawal : IReviewRecord
{
    public required Guid Id { get; init; }

    public required Guid OwnerId { get; init; }

    public required Guid ServiceId { get; init; }

    /// <summary>The last entry that is withdrawn.</summary>
    public required int UpTo { get; init; }

    /// <summary>Told to everybody.</summary>
    [MaxLength(Limits.Text)]
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ById { get; init; }

    [MaxLength(Limits.Name)]
    public required string By { get; init; }

    public static PublicationWithdrawal Of(Publication newest, ReviewActor by, string reason)
    {
        by.MustBe(ReviewRole.Reviewer);
        return new()
        {
            Id = Guid.CreateVersion7(by.Actor.At),
            OwnerId = newest.OwnerId,
            ServiceId = newest.ServiceId,
            UpTo = newest.Number,
            Reason = reason,
            At = by.Actor.At,
            ById = by.Actor.AccountId,
            By = by.Actor.Name,
        };
    }
}

public class WithdrawalDetails
{
    [Required, MaxLength(Limits.Text)]
    public string Reason { get; set; } = "";
}
