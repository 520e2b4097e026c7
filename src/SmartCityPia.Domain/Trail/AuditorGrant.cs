using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Trail;

public class AuditorGrantDetails
{
    [Required]
    public Guid? AccountId { get; set; }

    public bool WholeCity { get; set; }

    /// <summary>All assessments of these agencies, including future ones.</summary>
    public List<Guid> Agencies { get; set; } = [];

    /// <summary>References of assessments, separated by white space, commas or semicolons.</summary>
    [MaxLength(Limits.Text)]
    public string? References { get; set; }

    [Required]
    public DateOnly? FirstDay { get; set; }

    [Required]
    public DateOnly? LastDay { get; set; }

    [Required, MaxLength(Limits.Text)]
    public string Purpose { get; set; } = "";

    public IReadOnlyList<string> ReferenceList =>
        [.. (References ?? "").Split([' ', ',', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
        .Select(r => r.ToUpperInvariant()).Distinct(StringComparer.Ordinal)];

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        var chosen = Agencies.Count > 0 || ReferenceList.Count > 0;
        if (!WholeCity && !chosen)
            yield return new(nameof(WholeCity), "ScopeMissing");
        else if (WholeCity && chosen)
            yield return new(nameof(WholeCity), "ScopeTwice");
        if (LastDay < FirstDay)
            yield return new(nameof(LastDay), "EndsBeforeItBegins");
        else if (LastDay < today)
            yield return new(nameof(LastDay), "DayPast");
    }
}

/// <summary>What an auditor may read. First and last day are included. Grants expire by date; no job is involved.</summary>
public sealed class AuditorGrant : AuditorGrantDetails
{
    public required Guid Id { get; init; }

    /// <summary>The named assessments; empty if the grant is for agencies or the whole city.</summary>
    public List<Guid> Assessments { get; init; } = [];

    public required Guid GrantedById { get; init; }

    [MaxLength(Limits.Name)]
    public required string GrantedBy { get; init; }

    public required DateTimeOffset GrantedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    [MaxLength(Limits.Text)]
    public string? RevokedBecause { get; private set; }

    public uint Version { get; private set; }

    public bool IsOver(DateOnly today) => RevokedAt is not null || LastDay < today;

    /// <summary>Ends the grant at once. Calling it again changes nothing.</summary>
    public void Revoke(string reason, DateTimeOffset now)
    {
        if (RevokedAt is null)
            (RevokedAt, RevokedBecause) = (now, reason);
    }
}
