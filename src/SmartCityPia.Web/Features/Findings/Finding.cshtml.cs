using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Domain;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Domain.Risks;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Drawings;
using SmartCityPia.Web.Infrastructure.Dossiers;
using SmartCityPia.Web.Infrastructure.Forms;
using ProofStepKind = SmartCityPia.Domain.Risks.ProofStepKind;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>One finding: the sentence, how sure, the proof, what would stop it, and what the city decides.</summary>
public sealed class FindingModel : RowPage<FindingDisposition, FindingDispositionDetails>
{
    /// <summary>From the address; see <see cref="FindingAddress"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "key")]
    public string Key { get; set; } = "";

    public override Step? Step => Domain.Assessments.Step.Findings;

    /// <summary>Null only where the address names none: answered with 404.</summary>
    public Finding Finding { get; private set; } = null!;

    public ProofText Text { get; private set; } = null!;

    public ProofControls Controls { get; private set; } = null!;

    public FindingDisposition? Stored { get; private set; }

    public bool ProofChanged => Stored is { Disposition: not null } stored && stored.ProofHash != Finding.ProofHash;

    public HtmlString Drawing => new(SvgWriter.Write(FindingDrawings.ProofOf(Dossier, Finding, href: RowUrl), "proof"));

    /// <summary>The controls that act on this proof first, the strongest on top; then all others.</summary>
    public IReadOnlyList<Option> ControlOptions(Texts texts)
    {
        var applied = Controls.Applied.Where(a => a.Touched.Count > 0).ToList();
        var known = Controls.Offered.Concat(applied).Select(o => o.Control.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Controls.Offered.Select(o => new Option(o.Control.Id, o.Control.Name, texts["Control.Leaves", ProofText.Number(Finding.ProofConfidence * o.Factor)], texts["Controls.Acting"])),
            .. applied.Select(a => new Option(a.Control.Id, a.Control.Name, texts["Control.Applied"], texts["Controls.Acting"])),
            .. Dossier.Catalogue.Controls.Where(c => !known.Contains(c.Id)).Select(c => new Option(c.Id, c.Name, null, texts["Controls.Others"])),
        ];
    }

    /// <summary>The page of a dataset or flow of this assessment.</summary>
    public string? RowUrl(Guid holding) =>
        Dossier.Datasets.Any(d => d.Id == holding) ? At($"datasets/{holding}")
        : Dossier.Flows.Any(f => f.Id == holding) ? At($"flows/{holding}")
        : null;

    /// <summary>A rule, link key or attribute type that a control acts on, in words.</summary>
    public string Named(string id) => Finding.Proof.FirstOrDefault(s => s.Kind == ProofStepKind.Rule && s.Via == id) is { } step
        ? Dossier.Term(step.TypeId).Name
        : Dossier.Term(id).Name;

    protected override IReadOnlyList<FindingDisposition> Rows => Dossier.Dispositions;

    protected override bool ParentExists => Finding is not null;

    protected override string Back => "findings";

    protected override FindingDisposition NewRow(Guid id) => new()
    {
        Id = id,
        OwnerId = Dossier.Head.AssessmentId,
        FindingKey = Finding.Key,
        ProofHash = Finding.ProofHash,
    };

    /// <summary>Saving is deciding about the proof as it is now.</summary>
    protected override void Complete(FindingDisposition row) => row.ProofHash = Finding.ProofHash;

    protected override string NameOf(FindingDispositionDetails details) => Text.Sentence.TrimEnd('.');

    protected internal override void Loaded()
    {
        if (Dossier.Findings.FirstOrDefault(f => FindingAddress.Of(f.Key) == Key) is not { } finding)
            return;
        Finding = finding;
        Text = ProofText.Of(Dossier, finding);
        Controls = ProofControls.Of(Dossier, finding);
        Stored = Dossier.Dispositions.FirstOrDefault(d => d.FindingKey == finding.Key);
        (Id, NewId) = (Stored?.Id, DerivedId.Of(Dossier.Head.AssessmentId, finding.Key));
    }

    public override IActionResult OnGet()
    {
        if (!ParentExists)
            return NotFound();
        return IsNew ? Page() : base.OnGet();
    }
}
