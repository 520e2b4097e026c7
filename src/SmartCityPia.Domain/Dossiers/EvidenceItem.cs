using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What a piece of evidence is about.</summary>
public enum SubjectKind { Service, Dataset, Flow, Principle, Choice, Risk, Measure, Action }

public class EvidenceDetails : IChecked<EvidenceItem>
{
    [Required, MaxLength(Limits.Name)]
    public string Title { get; set; } = "";

    /// <summary>The row it is about; none for the service as a whole.</summary>
    public Guid? SubjectId { get; set; }

    [MaxLength(Limits.Text)]
    public string? Note { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, EvidenceItem row)
    {
        if (EvidenceSubject.Find(dossier, SubjectId) is null)
            yield return new(nameof(SubjectId), "UnknownSubject");
    }
}

/// <summary>Something that shows that an answer is true: a contract, a photograph, a test report. Its files are <see cref="EvidenceVersion"/>s.</summary>
public sealed class EvidenceItem : EvidenceDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>Follows from <see cref="EvidenceDetails.SubjectId"/>; kept, so that it is still known when the row is gone.</summary>
    public SubjectKind SubjectKind { get; set; }

    /// <summary>The request it answers, where it was asked for.</summary>
    public Guid? RequestId { get; init; }

    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}

/// <summary>Whether somebody looked for viruses.</summary>
public enum ScanState { NotScanned, Clean }

/// <summary>One file of a piece of evidence, as it is stored. The record stays when the content is removed.</summary>
public sealed class EvidenceVersion : IAssessmentRow
{
    public const string NumberIsUnique = "ux_evidence_versions_number";

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public required Guid EvidenceId { get; init; }

    /// <summary>From 1.</summary>
    public required int Number { get; init; }

    [MaxLength(FileNames.MaxLength)]
    public required string FileName { get; init; }

    /// <summary>As the content says, not the browser.</summary>
    [MaxLength(100)]
    public required string MediaType { get; init; }

    /// <summary>In bytes, as stored.</summary>
    public required long Size { get; init; }

    /// <summary>Of the bytes as stored, 64 lower-case hexadecimal digits.</summary>
    [MaxLength(64)]
    public required string Sha256 { get; init; }

    public required DateTimeOffset UploadedAt { get; init; }

    [MaxLength(Limits.Name)]
    public required string UploadedBy { get; init; }

    public required ScanState Scan { get; init; }

    /// <summary>Location, camera and the like were taken out before it was stored.</summary>
    public required bool MetadataRemoved { get; init; }

    public DateTimeOffset? RemovedAt { get; private set; }

    [MaxLength(Limits.Text)]
    public string? RemovedReason { get; private set; }

    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }

    /// <summary>Notes that the content is gone; the caller drops it in the same transaction.</summary>
    public void Remove(string reason, DateTimeOffset now) => (RemovedAt, RemovedReason) = (RemovedAt ?? now, RemovedReason ?? reason);
}

/// <summary>A row of the dossier that evidence can be about, in words.</summary>
/// <param name="Id">Null for the service as a whole.</param>
public sealed record EvidenceSubject(SubjectKind Kind, Guid? Id, string Text)
{
    public static IEnumerable<EvidenceSubject> All(Dossier dossier)
    {
        yield return new(SubjectKind.Service, null, dossier.Service.Name);
        foreach (var kind in RowKinds.All)
        {
            if (kind.Subject is not { } subject)
                continue;
            foreach (var row in kind.RowsOf(dossier))
            {
                var name = kind.NameOf(dossier, row);
                yield return new(subject, row.Id, $"{dossier.Code(row.Id)} {(name.Length > 0 ? name : Words.Of(subject))}".TrimStart());
            }
        }
    }

    /// <returns>Null where the dossier has no such row.</returns>
    public static EvidenceSubject? Find(Dossier dossier, Guid? id) => All(dossier).FirstOrDefault(s => s.Id == id);
}
