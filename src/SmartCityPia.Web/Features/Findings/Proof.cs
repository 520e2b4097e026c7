using Microsoft.AspNetCore.Html;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>Why something can be told and what would stop it, as the partial of that name shows it.</summary>
/// <param name="Holdings">Where the data lies, in words.</param>
/// <param name="RowUrl">The page of a dataset or flow; null where there is none to show.</param>
/// <param name="Reference">The assessment whose holdings are one's own; null where all are told alike.</param>
public sealed record Proof(ProofText Text, Finding Finding, ProofControls Controls, HtmlString Drawing, Func<Guid, string?> RowUrl, IHoldings Holdings, string? Reference = null)
{
    /// <summary>So many safeguards are listed; the form below offers the others.</summary>
    public int MostOffered { get; init; } = 8;

    /// <summary>A rule, link key or attribute type that a control acts on, in words.</summary>
    public string Named(string id) => Holdings.Term(Finding.Proof.FirstOrDefault(s => s.Kind == ProofStepKind.Rule && s.Via == id)?.TypeId ?? id).Name;

    public Holding? Holding(Guid id) => Holdings.Holding(id);

    /// <summary>Who would have to agree; nobody but the reader where it is their own.</summary>
    public bool IsOwn(Holding holding) => Reference is not null && holding.Reference == Reference;

    public string Holder(Holding holding) => FindingWords.Actor(Holdings, holding.IsPublic ? null : holding.HolderId ?? Guid.Empty);
}
