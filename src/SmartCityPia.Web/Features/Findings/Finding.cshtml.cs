using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Dossiers;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Findings;

/// <summary>What the form says about one of the other findings.</summary>
public sealed class OtherInput
{
    /// <summary>Decide it the same.</summary>
    public bool Same { get; set; }

    /// <summary>Of the decision shown beside it; null where there was none.</summary>
    public uint? Version { get; set; }
}

/// <summary>The same conclusion, drawn by somebody else.</summary>
/// <param name="Id">What the form names it by: the id its decision has or would have.</param>
/// <param name="Version">Of the decision the person has been shown.</param>
public sealed record OtherFinding(Guid Id, Finding Finding, string Actor, FindingDisposition? Stored, bool Same, uint? Version)
{
    public bool IsDecided => Stored?.Disposition is not null;

    public bool ProofChanged => IsDecided && Stored!.ProofHash != Finding.ProofHash;
}

/// <summary>One finding: the sentence, how sure, the proof, what would stop it, and what the city decides.</summary>
public sealed class FindingModel(SaveRow<FindingDisposition, FindingDispositionDetails> save, DecideFindings decide, PiaDbContext db, IStringLocalizerFactory localizers)
    : RowPage<FindingDisposition, FindingDispositionDetails>(save)
{
    /// <summary>From the address; see <see cref="Addresses.Part"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "key")]
    public string Key { get; set; } = "";

    /// <summary>The other findings that were on the form, by <see cref="OtherFinding.Id"/>.</summary>
    // Named, because a dictionary without entries would otherwise be bound from all the other fields.
    [BindProperty(Name = nameof(Others))]
    public Dictionary<Guid, OtherInput> Others { get; set; } = [];

    /// <summary>Those of the others that somebody else decided meanwhile.</summary>
    public IReadOnlyDictionary<string, DecidedMeanwhile> Meanwhile { get; private set; } = new Dictionary<string, DecidedMeanwhile>(StringComparer.Ordinal);

    private IReadOnlyList<string> visible = [];

    public override Step? Step => Domain.Dossiers.Step.Findings;

    public override bool NeedsCity => true;

    /// <summary>Null only where the address names none: answered with 404.</summary>
    public Finding Finding { get; private set; } = null!;

    public ProofText Text { get; private set; } = null!;

    public ProofControls Controls { get; private set; } = null!;

    public FindingDisposition? Stored { get; private set; }

    public bool ProofChanged => Stored is { Disposition: not null } stored && stored.ProofHash != Finding.ProofHash;

    public Proof Proof => new(Text, Finding, Controls, new HtmlString(SvgWriter.Write(FindingDrawings.ProofOf(Dossier, Finding, href: RowUrl), "proof")), RowUrl, Dossier, Dossier.Head.Reference);

    /// <summary>All other findings with this conclusion: the undecided first, then by name.</summary>
    public IReadOnlyList<OtherFinding> OtherFindings
    {
        get
        {
            var decisions = Dossier.Dispositions.ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
            return
            [
                .. Dossier.AllFindings.Where(f => f.TypeId == Finding.TypeId && f.AcrossServices == Finding.AcrossServices && f.Key != Finding.Key)
                    .Select(f => Other(f, Meanwhile.TryGetValue(f.Key, out var theirs) ? theirs.Now : decisions.GetValueOrDefault(f.Key)))
                    .OrderBy(o => o.IsDecided).ThenBy(o => o.Finding.ActorId is null).ThenBy(o => o.Actor, StringComparer.CurrentCulture).ThenBy(o => o.Id),
            ];
        }
    }

    public DecidedConflict OthersInConflict =>
        new(Input, Dossier, [.. OtherFindings.Where(o => Meanwhile.ContainsKey(o.Finding.Key)).Select(o => new ConflictLine($"Others-{o.Id}", o.Actor, Meanwhile[o.Finding.Key]))]);

    /// <summary>The controls that act on this proof first, the strongest on top; then all others.</summary>
    public IReadOnlyList<Option> ControlOptions(Texts texts)
    {
        var applied = Controls.Applied.Where(a => a.Touched.Count > 0).ToList();
        var known = Controls.Offered.Concat(applied).Select(o => o.Control.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Controls.Offered.Select(o => new Option(o.Control.Id, o.Control.Name, Leaves(o.Factor), texts["Controls.Acting"])),
            .. applied.Where(a => Controls.Offered.All(o => o.Control != a.Control)).Select(a => new Option(a.Control.Id, a.Control.Name, texts["Control.Applied"], texts["Controls.Acting"])),
            .. Dossier.Catalogue.Controls.Where(c => !known.Contains(c.Id)).Select(c => new Option(c.Id, c.Name, null, texts["Controls.Others"])),
        ];

        string Leaves(double factor) => Finding.ProofConfidence * factor is > 0 and var left
            ? texts["Control.Leaves", new Sureness(left, left, left, Judged: true).InFigures()] : texts["Control.Ends"];
    }

    /// <summary>Where the cheapest changes that stop it are looked for.</summary>
    public string CutUrl => CityAddress.With(Addresses.CityCut, Finding.Actor, Finding.TypeId);

    /// <summary>The version of another service that was looked at; null where the person may not see its assessment.</summary>
    public string? VersionUrl(string reference) =>
        visible.Contains(reference) && Dossier.City?.Parts.FirstOrDefault(p => p.Reference == reference) is { } part ? Addresses.Version(reference, part.VersionNumber) : null;

    /// <summary>Asks once which of the other services' assessments the person may see.</summary>
    public async Task FindVisible()
    {
        var references = CityFindings.Elsewhere(Dossier, Finding).Select(h => h.Reference).ToList();
        if (references.Count > 0)
            visible = await db.Assessments.VisibleTo(User).Where(a => references.Contains(a.Reference)).Select(a => a.Reference).ToListAsync(HttpContext.RequestAborted);
    }

    /// <summary>The page of a dataset or flow of this assessment.</summary>
    public string? RowUrl(Guid holding) =>
        Dossier.Datasets.Any(d => d.Id == holding) ? At($"datasets/{holding}")
        : Dossier.Flows.Any(f => f.Id == holding) ? At($"flows/{holding}")
        : null;

    protected override IReadOnlyList<FindingDisposition> Rows => Dossier.Dispositions;

    protected override bool ParentExists => Finding is not null;

    /// <summary>The list it was opened from.</summary>
    [BindProperty(SupportsGet = true, Name = "list")]
    public string? List { get; set; }

    protected override string Back => "findings" + FindingList.Recall(List);

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
        if (Dossier.AllFindings.FirstOrDefault(f => Addresses.Part(f.Key) == Key) is not { } finding)
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

    public override async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var same = Others.Where(o => o.Value.Same).ToDictionary(o => o.Key, o => o.Value.Version);
        if (!ParentExists || !ModelState.IsValid || same.Count == 0)
            return await base.OnPostAsync(cancellationToken);
        var others = OtherFindings.Where(o => same.ContainsKey(o.Id)).ToList();
        if (others.Count < same.Count)
            return Explain(new Outcome.Invalid([new("", "OtherFindingGone")]));

        var result = await decide.Handle(
            Dossier, Assessment, [new(Finding, Version), .. others.Select(o => new SeenFinding(o.Finding, same[o.Id]))], Input, HttpContext.Actor(), cancellationToken);
        return result switch
        {
            Outcome.Done => SavedFor(others.Count + 1),
            Outcome.Disputed<IReadOnlyDictionary<string, DecidedMeanwhile>> disputed => Disputed(disputed.Between),
            _ => Explain(result),
        };
    }

    private OtherFinding Other(Finding finding, FindingDisposition? stored)
    {
        var id = DerivedId.Of(Dossier.Head.AssessmentId, finding.Key);
        var input = Others.GetValueOrDefault(id) ?? new();
        // A ticked one keeps the version its tick was set on, until somebody else's decision has been shown as such.
        var version = input.Same && !Meanwhile.ContainsKey(finding.Key) ? input.Version : stored?.Version;
        return new(id, finding, FindingWords.Actor(Dossier, finding.Actor), stored, input.Same, version);
    }

    private IActionResult Disputed(IReadOnlyDictionary<string, DecidedMeanwhile> meanwhile)
    {
        Meanwhile = meanwhile.Where(m => m.Key != Finding.Key).ToDictionary(StringComparer.Ordinal);
        return meanwhile.TryGetValue(Finding.Key, out var own)
            ? Explain(own.Now is { } now ? new Outcome.Conflict(now, own.ChangedBy) : new Outcome.Gone())
            : this.Answer(StatusCodes.Status409Conflict);
    }

    private RedirectResult SavedFor(int organisations)
    {
        var texts = new Texts(localizers, "Findings");
        Saved = texts.Count("Others.Saved", organisations, HttpContext.Actor().At.InCity().ToString("t", CultureInfo.CurrentCulture), FindingWords.Tell(Dossier, Finding.TypeId));
        return SavedRow();
    }
}
