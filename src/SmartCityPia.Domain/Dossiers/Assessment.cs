using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum AssessmentStatus
{
    /// <summary>Being written; rows can change.</summary>
    Draft,

    /// <summary>The last version is frozen and nothing has changed since.</summary>
    Submitted,
}

/// <summary>Whose dossier it is.</summary>
public enum AssessmentKind
{
    /// <summary>The city's assessment of a service.</summary>
    Assessment,

    /// <summary>A vendor's description of its service, on its way to an officer. It has the description's steps alone.</summary>
    Submission,
}

public class ScreeningDecisionDetails
{
    /// <summary>Decide against what the answers say.</summary>
    public bool Overruled { get; set; }

    [MaxLength(Limits.Text)]
    public string? OverruleReason { get; set; }

    /// <summary>What the data protection officer says to that.</summary>
    [MaxLength(Limits.Text)]
    public string? DpoView { get; set; }
}

/// <summary>A privacy impact assessment of one service.</summary>
public sealed class Assessment : ScreeningDecisionDetails
{
    public const int ReferenceMaxLength = 20;
    public const int MostDismissed = 500;
    public const int MostUnseen = 10_000;
    public const string ReferenceIsUnique = "ux_assessments_reference";

    public required Guid Id { get; init; }

    /// <summary>What people quote, for example PIA-2026-014.</summary>
    [MaxLength(ReferenceMaxLength)]
    public required string Reference { get; init; }

    public AssessmentKind Kind { get; init; }

    /// <summary>The organisation that describes its service; none on the city's own assessments.</summary>
    public Guid? VendorId { get; init; }

    public required Guid ServiceId { get; init; }

    public required Guid DescriptionId { get; init; }

    /// <summary>The agency that carries it out.</summary>
    public required Guid AgencyId { get; init; }

    /// <summary>The account that leads it.</summary>
    public required Guid OwnerId { get; set; }

    public AssessmentStatus Status { get; private set; }

    /// <summary>The outcome of screening after any overruling, as last saved; lists filter by it.</summary>
    public ScreeningOutcome Outcome { get; set; }

    /// <summary>Suggested risks that somebody looked at and does not want, by <see cref="Risk.SuggestedBy"/>.</summary>
    [MaxLength(MostDismissed)]
    public List<string> Dismissed { get; set; } = [];

    /// <summary>The rows that were filled in from a kind of service and that nobody has looked at yet.</summary>
    [MaxLength(MostUnseen)]
    public List<Guid> Unseen { get; set; } = [];

    /// <summary>How many versions are frozen; the next will be this plus one.</summary>
    public int Versions { get; private set; }

    /// <summary>Out of lists and deadlines since then; it can still be read.</summary>
    public DateTimeOffset? ArchivedAt { get; private set; }

    /// <summary>Given up by its authors since then. Nothing is deleted.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    [MaxLength(Limits.Text)]
    public string? WithdrawnReason { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset ChangedAt { get; set; }

    public Guid ChangedById { get; set; }

    public uint Version { get; private set; }

    public bool IsReadOnly => Status != AssessmentStatus.Draft || IsSetAside;

    /// <summary>Archived or withdrawn: nobody works on it until it is brought back.</summary>
    public bool IsSetAside => ArchivedAt is not null || WithdrawnAt is not null;

    /// <summary>Freezes the dossier as the next version and closes it for changes.</summary>
    public AssessmentVersion Submit(Dossier dossier, string statement, Guid by, string byName, DateTimeOffset now)
    {
        if (IsReadOnly)
            throw new InvalidOperationException("A submitted assessment has to become a draft again before it is submitted anew.");
        Status = AssessmentStatus.Submitted;
        Versions++;
        return AssessmentVersion.Freeze(this, dossier, statement, by, byName, now);
    }

    /// <summary>Opens the assessment for changes again; the frozen versions stay as they are.</summary>
    public void StartNewDraft() => Status = AssessmentStatus.Draft;

    public void Archive(DateTimeOffset now) => ArchivedAt ??= now;

    /// <summary>Its authors give it up. A version in review is withdrawn from the review first.</summary>
    public void Withdraw(string reason, DateTimeOffset now) => (WithdrawnAt, WithdrawnReason) = (WithdrawnAt ?? now, WithdrawnReason ?? reason);

    /// <summary>As it was before it was archived or withdrawn.</summary>
    public void BringBack() => (ArchivedAt, WithdrawnAt, WithdrawnReason) = (null, null, null);

    /// <summary>Takes it from those who write, without freezing anything.</summary>
    public void Close() => Status = AssessmentStatus.Submitted;

    public static string FormatReference(int year, int number, AssessmentKind kind = AssessmentKind.Assessment) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(kind == AssessmentKind.Submission ? "SD" : "PIA")}-{year:0000}-{number:000}");
}
