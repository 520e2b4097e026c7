using System.ComponentModel.DataAnnotations;
using SmartCityPia.Analysis.City;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>What allows a transfer to another country (GDPR, Articles 45, 46, 47 and 49).</summary>
public enum TransferInstrument { Adequacy, StandardClauses, BindingRules, CodeOrCertificate, PublicBodies, Derogation }

public class DataFlowDetails : IChecked<DataFlow>
{
    [Required, MaxLength(Limits.Name)]
    public string Name { get; set; } = "";

    /// <summary>Where it starts: a dataset, or (below) the copy another flow delivered. Exactly one is set.</summary>
    public Guid? SourceDatasetId { get; set; }

    public Guid? SourceFlowId { get; set; }

    [Required]
    public Guid? RecipientId { get; set; }

    /// <summary>Attribute types passed on; all of the source's when empty.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Fields { get; set; } = [];

    public Guid? PurposeId { get; set; }

    public LegalBasis? LegalBasis { get; set; }

    /// <summary>Where the basis is another than the purpose's.</summary>
    [MaxLength(Limits.Line)]
    public string? LegalReference { get; set; }

    [MaxLength(Limits.Name)]
    public string? Frequency { get; set; }

    /// <summary>How long the recipient keeps rows, in days; 0 for less than one. Null is not known and counts as for ever.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Days { get; set; }

    /// <summary>How many events of one person the recipient typically holds. Null is not known and counts as any number.</summary>
    [Range(0, FacetLimits.Most)]
    public int? Events { get; set; }

    /// <summary>How the recipient can have rows. Null is not known and counts as in bulk.</summary>
    public CityAccess? Access { get; set; }

    public bool CrossesBorder { get; set; }

    [MaxLength(Limits.Line)]
    public string? Transfer { get; set; }

    public TransferInstrument? TransferInstrument { get; set; }

    /// <summary>What an assessment of the law and practice there came to.</summary>
    [MaxLength(Limits.Text)]
    public string? TransferAssessment { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, DataFlow row)
    {
        if ((SourceDatasetId is null) == (SourceFlowId is null))
        {
            yield return new(nameof(SourceDatasetId), "OneSource");
            yield break;
        }
        if (SourceFlowId == row.Id || (SourceFlowId is { } from && dossier.Reaches(row.Id, from)))
        {
            yield return new(nameof(SourceFlowId), "NoCircle");
            yield break;
        }
        // Ids of another assessment would pass the database's foreign keys: what a flow names has to be in its own dossier.
        if (SourceDatasetId is { } start && dossier.Datasets.All(d => d.Id != start))
            yield return new(nameof(SourceDatasetId), "NotOffered");
        if (SourceFlowId is { } earlier && dossier.Flows.All(f => f.Id != earlier))
            yield return new(nameof(SourceFlowId), "NotOffered");
        if (RecipientId is { } to && dossier.Organisations.All(o => o.Id != to))
            yield return new(nameof(RecipientId), "NotOffered");
        if (PurposeId is { } purpose && dossier.Purposes.All(p => p.Id != purpose))
            yield return new(nameof(PurposeId), "NotOffered");
        if ((this is not DataFlow || row.LegalBasis != LegalBasis) && dossier.IsRefused(LegalBasis, dossier.Purposes.Any(p => p.Id == PurposeId && p.OutsideTasks)))
            yield return new(nameof(LegalBasis), "BasisOfPrivateBodies");
        var holder = SourceDatasetId is { } dataset
            ? dossier.DatasetOf(dataset)?.HolderId
            : dossier.FlowOf(SourceFlowId)?.RecipientId;
        if (holder is not null && holder == RecipientId)
            yield return new(nameof(RecipientId), "RecipientHoldsIt");
        var available = dossier.FieldsOf(SourceDatasetId, SourceFlowId);
        foreach (var field in Fields.Where(field => !available.Contains(field)))
            yield return new(nameof(Fields), "FieldNotInSource", dossier.Term(field).Name);
        foreach (var flow in dossier.Flows.Where(f => f.SourceFlowId == row.Id))
        {
            foreach (var lost in flow.Fields.Where(field => Fields.Count > 0 && !Fields.Contains(field, StringComparer.Ordinal)))
                yield return new(nameof(Fields), "FieldIsPassedOn", dossier.Term(lost).Name, flow.Name);
        }
    }
}

/// <summary>Data going from a dataset, or from a copy of it, to an organisation.</summary>
public sealed class DataFlow : DataFlowDetails, IDescriptionRow
{
    public const string OneSource = "ck_data_flows_one_source";

    /// <summary>The instrument holds only where the law and practice of the other country let it.</summary>
    public bool NeedsTransferAssessment => CrossesBorder && TransferInstrument is not (null or Dossiers.TransferInstrument.Adequacy or Dossiers.TransferInstrument.Derogation);

    /// <summary>What a flow is called until somebody calls it something else.</summary>
    public static string UsualName(string source, string recipient)
    {
        var name = $"{source} → {recipient}";
        return name.Length <= Limits.Name ? name : name[..(Limits.Name - 1)] + "…";
    }

    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
