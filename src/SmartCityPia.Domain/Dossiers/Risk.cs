using System.ComponentModel.DataAnnotations;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum Treatment { Reduce, Retain, Avoid, Share }

public class RiskDetails : IChecked<Risk>
{
    [Required, MaxLength(Limits.Name)]
    public string Title { get; set; } = "";

    public ThreatType? Threat { get; set; }

    [MaxLength(Limits.Text)]
    public string? WhatCouldHappen { get; set; }

    [MaxLength(Limits.Line)]
    public string? ToWhom { get; set; }

    [MaxLength(Limits.Line)]
    public string? Source { get; set; }

    /// <summary>The conclusions it rests on, as attribute types.</summary>
    [MaxLength(Limits.Choices)]
    public List<string> Conclusions { get; set; } = [];

    public Level? InherentSeverity { get; set; }

    public Level? InherentLikelihood { get; set; }

    [MaxLength(Limits.Text)]
    public string? InherentReason { get; set; }

    public Level? ResidualSeverity { get; set; }

    public Level? ResidualLikelihood { get; set; }

    [MaxLength(Limits.Text)]
    public string? ResidualReason { get; set; }

    public Treatment? Treatment { get; set; }

    [MaxLength(Limits.Text)]
    public string? Acceptance { get; set; }

    public IEnumerable<FieldError> Check(Dossier dossier, Risk row)
    {
        foreach (var type in Conclusions.Where(t => !dossier.Catalogue.Types.Contains(t)))
            yield return new(nameof(Conclusions), "UnknownType", type);
        if (Severer(ResidualSeverity, InherentSeverity))
            yield return new(nameof(ResidualSeverity), "ResidualNotHigher");
        if (Severer(ResidualLikelihood, InherentLikelihood))
            yield return new(nameof(ResidualLikelihood), "ResidualNotHigher");
    }

    private static bool Severer(Level? after, Level? before) => after is not null && before is not null && after > before;
}

/// <summary>Something that could happen to people because of the service, before and after measures.</summary>
public sealed class Risk : RiskDetails, IAssessmentRow
{
    public required Guid Id { get; init; }
    public required Guid OwnerId { get; init; }

    /// <summary>The finding or gap it was suggested from, so that the suggestion is not made twice.</summary>
    [MaxLength(FindingDisposition.FindingKeyMaxLength)]
    public string? SuggestedBy { get; init; }
    public uint Version { get; private set; }
    public DateTimeOffset ChangedAt { get; set; }
    public Guid ChangedById { get; set; }
}
