using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Reviews;

public class DelegationDetails
{
    [Required]
    public Guid? DeputyId { get; set; }

    [Required]
    public DateOnly? FirstDay { get; set; }

    [Required]
    public DateOnly? LastDay { get; set; }

    [MaxLength(Limits.Line)]
    public string? Reason { get; set; }

    public IEnumerable<FieldError> Check(DateOnly today)
    {
        if (LastDay < FirstDay)
            yield return new(nameof(LastDay), "EndsBeforeItBegins");
        else if (LastDay < today)
            yield return new(nameof(LastDay), "DayPast");
    }
}

/// <summary>Appoints a deputy for a reviewer or data protection officer. First and last day are included.</summary>
public sealed class Delegation : DelegationDetails
{
    public required Guid Id { get; init; }

    public required Guid PrincipalId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public uint Version { get; private set; }

    public bool IsOver(DateOnly today) => RevokedAt is not null || LastDay < today;

    /// <summary>Ends the delegation at once. Calling it again changes nothing.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
