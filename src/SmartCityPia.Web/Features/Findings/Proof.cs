using Microsoft.AspNetCore.Html;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Risks;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>Why something can be told and what would stop it, as the partial of that name shows it.</summary>
/// <param name="RowUrl">The page of a dataset or flow; null where there is none to show.</param>
/// <param name="Term">The words for a catalogue id.</param>
public sealed record Proof(ProofText Text, Finding Finding, ProofControls Controls, HtmlString Drawing, Func<Guid, string?> RowUrl, Func<string, CatalogueTerm> Term)
{
    /// <summary>So many safeguards are listed; the form below offers the others.</summary>
    public int MostOffered { get; init; } = 8;

    /// <summary>A rule, link key or attribute type that a control acts on, in words.</summary>
    public string Named(string id) => Finding.Proof.FirstOrDefault(s => s.Kind == ProofStepKind.Rule && s.Via == id) is { } step
        ? Term(step.TypeId).Name
        : Term(id).Name;
}
