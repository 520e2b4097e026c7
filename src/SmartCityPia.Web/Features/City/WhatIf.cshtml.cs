using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using SmartCityPia.Analysis.City;
using SmartCityPia.Data;
using SmartCityPia.Data.City;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;
using ControlScope = SmartCityPia.Domain.Catalogue.ControlScope;

namespace SmartCityPia.Web.Features.City;

/// <summary>The workbench: changes are tried on the city and nothing is saved; they live in the address.</summary>
/// <remarks>400: a change that cannot be read or does not fit; the others are kept and shown.</remarks>
public sealed class WhatIfModel(PiaDbContext db, DossierReader reader, TakeOver takeOver, IAuthorizationService authorization, IStringLocalizerFactory localizers, CityReader city, CityRuns runs) : CityPage(city, runs)
{
    private readonly Texts texts = new(localizers, "City");

    [BindProperty(SupportsGet = true, Name = "e")]
    public List<string> Edits { get; set; } = [];

    /// <summary>While adding: the service that is changed.</summary>
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    /// <summary>While adding: the dataset or flow.</summary>
    [BindProperty(SupportsGet = true, Name = "holding")]
    public string? HoldingId { get; set; }

    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Of a take-over: the changes chosen.</summary>
    [BindProperty(Name = "take")]
    public List<string> Take { get; set; } = [];

    /// <summary>Of a take-over: the rows' versions that were shown, as <c>id:version</c>.</summary>
    [BindProperty(Name = "seen")]
    public List<string> Seen { get; set; } = [];

    public WhatIf Tried { get; private set; } = null!;

    public ChangesView? View { get; private set; }

    public BothCities Cities => new(Tried.Before, Tried.After);

    /// <summary>The service being changed, as it is then.</summary>
    public CityPart? Part { get; private set; }

    public Holding? Holding { get; private set; }

    public IReadOnlyList<Option> Plans { get; private set; } = [];

    /// <summary>A control that was tried, and whether it can be taken over.</summary>
    public sealed record Takeable(WhatIfEdit Edit, Assessment Assessment, string? Seen, bool MayEdit);

    public IReadOnlyList<Takeable> Takeables { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await Work(cancellationToken) ?? Page();

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken cancellationToken)
    {
        if (await Work(cancellationToken) is { } waiting)
            return waiting;
        if (View is null)
            return NotFound();
        await db.RecordAsync(HttpContext.Actor(), AuditVerbs.Exported, nameof(CityGraph), Guid.Empty, null, cancellationToken);
        return File(View.Csv(texts), "text/csv; charset=utf-8", $"{texts["WhatIf.File"]}.csv");
    }

    public async Task<IActionResult> OnPostTakeOverAsync(CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.EditAssessments)).Succeeded)
            return StatusCode(StatusCodes.Status403Forbidden);
        var chosen = Take.Distinct(StringComparer.Ordinal).Select(t => WhatIfEdit.TryParse(t, out var edit) ? edit : null).ToList();
        if (await Work(cancellationToken) is { } waiting)
            return waiting;
        if (chosen.Count == 0)
            return Refuse("take", texts["WhatIf.TakeNone"], StatusCodes.Status400BadRequest);
        if (chosen.Exists(c => c is null || Takeables.All(t => t.Edit != c)))
            return NotFound();
        var seen = Seen.Select(s => s.Split(':')).Where(s => s.Length == 2 && Guid.TryParse(s[0], out _) && uint.TryParse(s[1], CultureInfo.InvariantCulture, out _))
            .DistinctBy(s => Guid.Parse(s[0])).ToDictionary(s => Guid.Parse(s[0]), s => uint.Parse(s[1], CultureInfo.InvariantCulture));
        List<string> done = [];
        foreach (var own in Takeables.Where(t => chosen.Contains(t.Edit)).GroupBy(t => t.Assessment.Id))
        {
            var assessment = own.First().Assessment;
            if (!own.First().MayEdit)
                return Refuse("take", texts["WhatIf.TakeClosed", assessment.Reference], StatusCodes.Status403Forbidden);
            var rows = own.GroupBy(t => t.Edit.Id).Select(g => new ControlsToTake(g.Key, seen.GetValueOrDefault(g.Key), [.. g.Select(t => t.Edit.What!)])).ToList();
            var result = await takeOver.Handle(assessment, rows, HttpContext.Actor(), cancellationToken);
            switch (result)
            {
                case Outcome.Done:
                    done.AddRange(own.Select(t => texts["WhatIf.Taken", Graph.Catalogue.Control(t.Edit.What!).Name, Name(t.Edit.Id)]));
                    break;
                case Outcome.Closed:
                    return Refuse("take", texts["WhatIf.TakeClosed", assessment.Reference], StatusCodes.Status403Forbidden);
                case Outcome.Conflict conflict:
                    return await Stale(texts["WhatIf.TakeConflict", Name(conflict.Theirs.Id), conflict.ChangedBy, assessment.Reference]);
                case Outcome.Invalid invalid:
                    return Refuse("take", HttpContext.Sentence(invalid.Errors[0]), StatusCodes.Status400BadRequest);
                default:
                    return await Stale(texts["WhatIf.TakeGone", assessment.Reference]);
            }
        }
        Saved = texts["WhatIf.TakenAll", string.Join("; ", done)];
        return Redirect(CityAddress.WhatIf(Tried.Made));

        async Task<IActionResult> Stale(string message)
        {
            // What is shown now has the row as it is now, so that taking it over again is a decision about that.
            await ReadTakeables(cancellationToken);
            var said = done.Count == 0 ? message : $"{texts["WhatIf.TakenAll", string.Join("; ", done)]} {message}";
            return Refuse("take", said, StatusCodes.Status409Conflict);
        }
    }

    private PageResult Refuse(string field, string message, int status)
    {
        ModelState.AddModelError(field, message);
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult?> Work(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var asked = new List<WhatIfEdit>();
        foreach (var text in Edits.Where(e => e.Length > 0))
        {
            if (!WhatIfEdit.TryParse(text, out var edit))
                ModelState.AddModelError("e", texts["WhatIf.Unknown"]);
            else if (asked.Count == WhatIf.MostEdits)
                ModelState.AddModelError("e", texts["WhatIf.TooMany", WhatIf.MostEdits]);
            else
                asked.Add(edit);
        }
        await ReadPlans(cancellationToken);
        Tried = WhatIf.Of(Graph, asked, await Drafts(asked, cancellationToken));
        foreach (var (edit, rule) in Tried.Refused)
            ModelState.AddModelError("e", texts[rule, edit.Kind is WhatIfKind.Plan or WhatIfKind.TakeOut or WhatIfKind.AddKind ? edit.What ?? "" : Say(edit), WhatIf.MostPlans]);
        if (!ModelState.IsValid)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        Part = Tried.After.Parts.FirstOrDefault(p => p.ServiceId.ToString() == Service);
        Holding = Part is not null && Guid.TryParse(HoldingId, out var holding) && Tried.After.PartOf(holding) == Part && IsThere(holding) ? Tried.After.Holding(holding) : null;
        if (Tried.Made.Count == 0)
            return null;
        try
        {
            if (await Compute($"what-if {Tried.Key}", (progress, cancel) => CityChanges.Of(Graph.Catalogue, Graph.Model, CityModel.Build(Tried.City), progress, cancel)) is not { } changes)
                return Waiting!;
            View = new(changes, Cities, CityAddress.WhatIf(Tried.Made), Show, PageNumber, linkBefore: true);
        }
        catch (CityFormatException e)
        {
            ModelState.AddModelError("e", texts["WhatIf.Unsound", e.Message]);
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        await ReadTakeables(cancellationToken);
        return null;
    }

    private async Task ReadPlans(CancellationToken cancellationToken) =>
        Plans =
        [
            .. (await db.Assessments.AsNoTracking().VisibleTo(User).InUse().Where(a => a.Status == AssessmentStatus.Draft).OrderBy(a => a.Reference)
                .Select(a => new { a.Id, a.Reference, Name = db.ServiceDescriptions.Where(d => d.Id == a.DescriptionId).Select(d => d.Name).Single() }).Take(500).ToListAsync(cancellationToken))
                .Select(a => new Option(new WhatIfEdit(WhatIfKind.Plan, a.Id).ToString(), $"{a.Reference} {a.Name}")),
        ];

    private async Task<Dictionary<Guid, Dossier>> Drafts(IEnumerable<WhatIfEdit> asked, CancellationToken cancellationToken)
    {
        var wanted = asked.Where(e => e.Kind == WhatIfKind.Plan).Select(e => e.Id).Distinct().Take(WhatIf.MostPlans).ToList();
        if (wanted.Count == 0)
            return [];
        var drafts = new Dictionary<Guid, Dossier>();
        foreach (var id in await db.Assessments.AsNoTracking().VisibleTo(User).InUse().Where(a => wanted.Contains(a.Id) && a.Status == AssessmentStatus.Draft).Select(a => a.Id).ToListAsync(cancellationToken))
        {
            if (await reader.Read(id, cancellationToken) is { } dossier)
                drafts[id] = dossier;
        }
        return drafts;
    }

    private async Task ReadTakeables(CancellationToken cancellationToken)
    {
        var applied = Tried.Made.Where(e => e.Kind == WhatIfKind.Apply && Tried.After.PartOf(e.Id) is not null).ToList();
        if (applied.Count == 0)
            return;
        var mayEdit = (await authorization.AuthorizeAsync(User, Policies.EditAssessments)).Succeeded;
        var parts = applied.Select(e => Tried.After.PartOf(e.Id)!.AssessmentId).Distinct().ToList();
        var rows = applied.ConvertAll(e => e.Id);
        var assessments = await db.Assessments.AsNoTracking().OpenByRoleTo(User).Where(a => parts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var versions = (await db.Datasets.Where(d => rows.Contains(d.Id)).Select(d => new { d.Id, d.Version }).ToListAsync(cancellationToken))
            .Concat(await db.DataFlows.Where(f => rows.Contains(f.Id)).Select(f => new { f.Id, f.Version }).ToListAsync(cancellationToken)).ToDictionary(r => r.Id, r => r.Version);
        Takeables =
        [
            .. applied.Where(e => assessments.ContainsKey(Tried.After.PartOf(e.Id)!.AssessmentId)).Select(e =>
            {
                var assessment = assessments[Tried.After.PartOf(e.Id)!.AssessmentId];
                return new Takeable(e, assessment, versions.TryGetValue(e.Id, out var version) ? string.Create(CultureInfo.InvariantCulture, $"{e.Id}:{version}") : null, mayEdit && !assessment.IsReadOnly);
            }),
        ];
    }

    public string Without(WhatIfEdit edit) => CityAddress.WhatIf(Tried.Made.Where(e => e != edit));

    public string With(WhatIfEdit edit) => CityAddress.WhatIf(Tried.Made.Append(edit));

    public bool IsFull => Tried.Made.Count >= WhatIf.MostEdits;

    public string Name(Guid holding) => Tried.Holding(holding) is { } h ? $"{h.Code} {h.Name}" : texts["WhatIf.NoName"];

    /// <summary>A change in plain words.</summary>
    public string Say(WhatIfEdit edit) => Say(edit, texts, Name, Graph.Catalogue, id =>
        Tried.After.Parts.Concat(Tried.Before.Parts).FirstOrDefault(p => p.ServiceId == id || p.AssessmentId == id) is { } part ? $"{part.Reference} {part.Service}" : texts["WhatIf.NoName"]);

    public static string Say(WhatIfEdit edit, Texts texts, Func<Guid, string> name, PiaCatalogue catalogue, Func<Guid, string> service)
    {
        string Type(string? id) => id is null ? "" : CatalogueTerm.From(catalogue, id).Name;
        return edit.Kind switch
        {
            WhatIfKind.CoarsenField => texts["WhatIf.Say.CoarsenField", Type(edit.What), name(edit.Id), Type(catalogue.Types.ById.GetValueOrDefault(edit.What!)?.Coarser)],
            WhatIfKind.TakeOut or WhatIfKind.Plan => texts["WhatIf.Say." + edit.Kind, service(edit.Id)],
            WhatIfKind.AddKind => texts["WhatIf.Say.AddKind", catalogue.Archetypes.ById.GetValueOrDefault(edit.What!)?.Name ?? edit.What],
            _ => texts["WhatIf.Say." + edit.Kind, Type(edit.What), name(edit.Id)],
        };
    }

    public IReadOnlyList<Option> Kinds => [.. Graph.Catalogue.Archetypes.Select(a => new Option(new WhatIfEdit(WhatIfKind.AddKind, Guid.Empty, a.Id).ToString(), $"{a.Id} {a.Name}"))];

    /// <summary>What the chosen service holds and passes on, with who gets it.</summary>
    public IReadOnlyList<Option> Holdings =>
        Part is null ? [] :
        [
            .. Part.Dossier.Datasets.Select(d => d.Id).Concat(Part.Dossier.Flows.Select(f => f.Id)).Where(IsThere).Select(id => Tried.After.Holding(id)!)
                .Select(h => new Option(h.Id.ToString(), texts[h.IsFlow ? "WhatIf.Flow" : h.IsPublic ? "WhatIf.Public" : "WhatIf.Dataset", h.Code, h.Name, Cities.OrganisationName(h.HolderId), CopiesOf(h.Id).Count])),
        ];

    /// <summary>Everything that can be done with the chosen dataset or flow, with what it leads to.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<Option> Options)> Choices()
    {
        if (Holding is not { } holding)
            return [];
        var (id, catalogue) = (CityId.Of(holding.Id), Graph.Catalogue);
        var fields = WhatIf.FieldsOf(Tried.City, id).Order(StringComparer.Ordinal).ToList();
        var copies = CopiesOf(holding.Id);
        var reach = copies.Count == 0 ? texts["WhatIf.NoCopies"] : texts.Count("WhatIf.Copies", copies.Count);
        var applied = Tried.City.Datasets.FirstOrDefault(d => d.Id == id)?.Controls ?? Tried.City.Flows.FirstOrDefault(f => f.Id == id)?.Controls ?? [];
        var isDataset = !holding.IsFlow;
        Option Choice(WhatIfKind kind, string? what, string text, string hint) => new(new WhatIfEdit(kind, holding.Id, what).ToString(), text, hint);
        return
        [
            (texts["WhatIf.Fields"],
            [
                .. fields.Select(f => Choice(WhatIfKind.RemoveField, f, texts["WhatIf.Remove", catalogue.Type(f).Name], texts["WhatIf.RemoveHint", reach])),
                .. fields.Where(f => isDataset && catalogue.Type(f).Coarser is not null)
                    .Select(f => Choice(WhatIfKind.CoarsenField, f, texts["WhatIf.Coarsen", catalogue.Type(f).Name, catalogue.Type(catalogue.Type(f).Coarser!).Name], texts["WhatIf.CoarsenHint", reach])),
            ]),
            (texts["WhatIf.Whole"], [Choice(WhatIfKind.Drop, null, texts[isDataset ? "WhatIf.DropDataset" : "WhatIf.DropFlow"], texts["WhatIf.DropHint", reach])]),
            (texts["WhatIf.Withdrawn"], [.. applied.Where(catalogue.Controls.Contains).Distinct(StringComparer.Ordinal).Select(c => Choice(WhatIfKind.Withdraw, c, catalogue.Control(c).Name, catalogue.Control(c).Plain))]),
            (texts["WhatIf.Controls"],
            [
                .. catalogue.Controls.Where(c => !applied.Contains(c.Id) && c.Effects.Any(e => Meets(e, fields, catalogue)))
                    .Select(c => Choice(WhatIfKind.Apply, c.Id, c.Name, texts[c.Scope == ControlScope.Holder ? "WhatIf.HolderHint" : "WhatIf.DataHint", c.Plain])),
            ]),
        ];
    }

    private static bool Meets(ControlEffect effect, List<string> fields, PiaCatalogue catalogue) =>
        effect.Kind == ControlEffectKind.Rule
            ? catalogue.Rules.ById.TryGetValue(effect.Target, out var rule) && rule.Premises.Any(p => fields.Exists(f => catalogue.IsOf(f, p.Type)))
            : effect.Target is "" or PiaCatalogue.AnyType || fields.Exists(f => catalogue.IsOf(f, effect.Target));

    private bool IsThere(Guid holding)
    {
        var id = CityId.Of(holding);
        return Tried.City.Datasets.Any(d => d.Id == id) || Tried.City.Flows.Any(f => f.Id == id);
    }

    private List<CityFlow> CopiesOf(Guid holding)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { CityId.Of(holding) };
        for (var before = 0; before != reached.Count;)
        {
            before = reached.Count;
            reached.UnionWith(Tried.City.Flows.Where(f => reached.Contains(f.From)).Select(f => f.Id));
        }
        reached.Remove(CityId.Of(holding));
        return [.. Tried.City.Flows.Where(f => reached.Contains(f.Id))];
    }
}
