using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Findings;

public enum FindingState { Open, Decided, Changed }

/// <summary>Where the proof's data is from.</summary>
public enum FindingPart { Service, City }

/// <summary>
/// The step "Correlation and inference": what can be derived from this service alone, then what becomes known with the
/// city's other services, and what was decided about it.
/// </summary>
/// <remarks>
/// Several cards are decided at once here. 400: nothing is ticked, or a field is wrong. 403: closed meanwhile. 409: somebody else
/// decided some of them meanwhile; nothing is saved, and what was ticked and typed stays.
/// </remarks>
public sealed class IndexModel(DecideFindings decide, IStringLocalizerFactory localizers) : DossierPage
{
    public const string Outsider = "outsider";

    private string? remembered;

    public override Step? Step => Domain.Dossiers.Step.Findings;

    public override bool NeedsCity => true;

    /// <summary>An organisation's id, or <see cref="Outsider"/>.</summary>
    [BindProperty(SupportsGet = true, Name = "org")]
    public string? Organisation { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public FindingState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "part")]
    public FindingPart? Part { get; set; }

    /// <summary>The hypotheses instead of the findings: what is disputed or hardly probable, and blocks nothing.</summary>
    [BindProperty(SupportsGet = true, Name = "hypotheses")]
    public bool ShowsHypotheses { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The decision for all that is ticked.</summary>
    [BindProperty]
    public FindingDispositionDetails Input { get; set; } = new();

    /// <summary>Cards decided as a whole, by the id of their first body.</summary>
    [BindProperty(Name = nameof(Cards))]
    public List<Guid> Cards { get; set; } = [];

    /// <summary>The bodies that were on the form, by the id that their decision has or would have.</summary>
    // Named, because a dictionary without entries would otherwise be bound from all the other fields.
    [BindProperty(Name = nameof(Bodies))]
    public Dictionary<Guid, OtherInput> Bodies { get; set; } = [];

    /// <summary>Those that somebody else decided meanwhile.</summary>
    public IReadOnlyDictionary<string, DecidedMeanwhile> Meanwhile { get; private set; } = new Dictionary<string, DecidedMeanwhile>(StringComparer.Ordinal);

    public override Access Access => new() { Posts = Posts.OfEditorsAlways };

    /// <summary>Whether cards can be ticked here.</summary>
    public bool MayDecide => CanEdit && !IsDescription && !ShowsHypotheses;

    public sealed record Decided(Finding Finding, FindingDisposition? Decision, FindingState State)
    {
        /// <summary>What the form names it by: the id its decision has or would have.</summary>
        public required Guid Id { get; init; }
    }

    /// <summary>One card: a conclusion with the bodies that can draw it, or the fields learnt over one join.</summary>
    public sealed record Row(FindingPart Part, IReadOnlyList<Decided> Findings, FindingCard? Card, JoinedFields? Joined)
    {
        public Finding First => Findings[0].Finding;

        /// <summary>One that is none keeps all fields of a join among the findings.</summary>
        public bool IsHypothesis => Findings.All(f => f.Finding.IsHypothesis);
    }

    /// <summary>What the page is about before it is filtered: what is to be decided, or the hypotheses.</summary>
    public IReadOnlyList<Row> All { get; private set; } = [];

    /// <summary>What the service is meant to tell, with the purpose that says so.</summary>
    public IReadOnlyList<(Purpose Purpose, FindingCard Card)> Intended { get; private set; } = [];

    /// <summary>How many hypotheses there are beside the findings.</summary>
    public int Hypotheses { get; private set; }

    public PagedList<Row> Rows { get; private set; } = null!;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Organisation) || State is not null || Part is not null;

    /// <summary>The list without its filters.</summary>
    public string Unfiltered => At(ShowsHypotheses ? "findings?hypotheses=true" : "findings");

    public Pager Pager => Pager.For(Rows, At("findings"), Filters);

    private Dictionary<string, string?> Filters => new(StringComparer.Ordinal)
    {
        ["org"] = Organisation,
        ["part"] = Part?.ToString(),
        ["state"] = State?.ToString(),
        ["hypotheses"] = ShowsHypotheses ? "true" : null,
    };

    /// <summary>This list at this page, in the query that a card's page hands back.</summary>
    public string Here => FindingList.Query(Filters, Rows.Page);

    /// <summary>A card's page; deciding there leads back to this list.</summary>
    public string UrlOf(Finding finding) => At(Addresses.Finding(finding.Key) + (remembered ??= FindingList.Remember(Here)));

    /// <summary>The first card of the whole list that waits for a decision.</summary>
    public Row? NextOpen => IsDescription || ShowsHypotheses ? null : All.FirstOrDefault(r => r.Joined is null && r.Findings.Any(f => f.State != FindingState.Decided));

    public void OnGet() => Read();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (IsDescription)
            return NotFound();
        Read();
        var cards = Cards.ToHashSet();
        var chosen = All.SelectMany(r => r.Findings.Where(f => Bodies.TryGetValue(f.Id, out var seen) && (seen.Same || cards.Contains(r.Findings[0].Id)))).DistinctBy(f => f.Id).ToList();
        var known = All.SelectMany(r => r.Findings).Select(f => f.Id).ToHashSet();
        if (!cards.All(known.Contains) || Bodies.Any(b => b.Value.Same && !known.Contains(b.Key)))
            ModelState.AddModelError("", HttpContext.Sentence(new("", "CardGone")));
        else if (chosen.Count == 0)
            ModelState.AddModelError("", HttpContext.Sentence(new("", "TickACard")));
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);

        var result = await decide.Handle(Dossier, Assessment, [.. chosen.Select(f => new SeenFinding(f.Finding, Bodies[f.Id].Version))], Input, HttpContext.Actor(), cancellationToken);
        switch (result)
        {
            case Outcome.Done:
                Saved = new Texts(localizers, "Findings").Count("Bulk.Saved", chosen.Count, HttpContext.Actor().At.InCity().ToString("t", CultureInfo.CurrentCulture), Words.Of(Input.Disposition!.Value));
                return Redirect(At("findings" + Here));
            case Outcome.Disputed<IReadOnlyDictionary<string, DecidedMeanwhile>> disputed:
                Meanwhile = disputed.Between;
                Read();
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Closed:
                ModelState.AddModelError("", HttpContext.Sentence(new("", "AssessmentClosed")));
                // The button stays: once there is a new draft, the same form can be sent again.
                CanEdit = true;
                return this.Answer(StatusCodes.Status403Forbidden);
            default:
                return NotFound();
        }
    }

    /// <summary>The next finding of a list that waits for a decision, after the one at that address.</summary>
    internal static Finding? NextUndecided(Dossier dossier, string? list, string? after)
    {
        var filters = QueryHelpers.ParseQuery(FindingList.Recall(list));
        var (organisation, part) = (filters.TryGetValue("org", out var org) ? org.ToString() : "", filters.TryGetValue("part", out var of) ? of.ToString() : "");
        List<Row> rows =
        [
            .. Everything.Of(dossier, new Dictionary<string, DecidedMeanwhile>(StringComparer.Ordinal)).Findings.Where(r => r.Joined is null && (part.Length == 0 || r.Part.ToString() == part))
                .Where(r => organisation.Length == 0 || r.Findings.Any(f => Names(f.Finding).Contains(organisation, StringComparer.Ordinal))),
        ];
        var here = rows.FindIndex(r => r.Findings.Any(f => Addresses.Finding(f.Finding.Key) == after));
        return rows.Skip(here).Concat(rows.Take(Math.Max(here, 0))).SelectMany(r => r.Findings).FirstOrDefault(f => f.State != FindingState.Decided && Addresses.Finding(f.Finding.Key) != after)?.Finding;
    }

    /// <summary>The decision that a ticked one was ticked on, until somebody else's has been shown as such; of the others the one shown now.</summary>
    public uint? VersionOf(Decided one) =>
        Bodies.TryGetValue(one.Id, out var seen) && !Meanwhile.ContainsKey(one.Finding.Key) ? seen.Version : one.Decision?.Version;

    public DecidedConflict Conflict => new(
        Input, Dossier, [.. All.SelectMany(r => r.Findings.Select(f => (Row: r, Body: f))).Where(x => Meanwhile.ContainsKey(x.Body.Finding.Key)).DistinctBy(x => x.Body.Id)
            .Select(x => new ConflictLine($"{(x.Row.Findings.Count > 1 && x.Row.Joined is null ? "body" : "card")}-{(x.Row.Joined is null ? x.Body : x.Row.Findings[0]).Id}", $"{FindingWords.Actor(Dossier, x.Body.Finding.Actor)}: {Dossier.Term(x.Body.Finding.TypeId).Name}", Meanwhile[x.Body.Finding.Key]))]);

    private void Read()
    {
        var every = Meanwhile.Count == 0 ? Kept.Once("cards", dossier => Everything.Of(dossier, Meanwhile)) : Everything.Of(Dossier, Meanwhile);
        Intended = every.Intended;
        (All, Hypotheses) = (ShowsHypotheses ? every.Hypotheses : every.Findings, every.Hypotheses.Count);
        Organisations = [.. All.SelectMany(r => r.Findings).SelectMany(f => Names(f.Finding)).GroupBy(name => name, StringComparer.Ordinal)
            .Select(g => new Option(g.Key, string.Create(CultureInfo.CurrentCulture, $"{FindingWords.Actor(Dossier, Guid.TryParse(g.Key, out var id) ? id : null)} ({g.Count()})")))
            .OrderBy(o => o.Value == Outsider).ThenBy(o => o.Text, StringComparer.CurrentCulture)];
        Rows = PagedList.Of<Row>(
            [
                .. All.Where(r => Part is null || r.Part == Part).Where(r => State is null || r.Findings.Any(f => f.State == State))
                    .Where(r => string.IsNullOrEmpty(Organisation) || r.Findings.Any(f => Names(f.Finding).Contains(Organisation, StringComparer.Ordinal))),
            ],
            PageNumber);
    }

    /// <summary>All cards of a dossier, in their order.</summary>
    private sealed record Everything(IReadOnlyList<Row> Findings, IReadOnlyList<Row> Hypotheses, IReadOnlyList<(Purpose Purpose, FindingCard Card)> Intended)
    {
        /// <param name="meanwhile">Decisions newer than the dossier's.</param>
        public static Everything Of(Dossier dossier, IReadOnlyDictionary<string, DecidedMeanwhile> meanwhile)
        {
            var decisions = dossier.Dispositions.ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
            var city = CityFindings.Of(dossier, dossier.City?.Findings ?? []);
            var rows = Cards(FindingPart.Service, dossier.Findings.Where(f => !dossier.IsIntended(f)))
                .Concat(Cards(FindingPart.City, city.Emergent)).Concat(Cards(FindingPart.City, city.Told))
                .Concat(city.Joined.Select(j => new Row(FindingPart.City, [.. j.Findings.Select(DecidedOf)], null, j)))
                .ToLookup(r => r.IsHypothesis);
            return new([.. rows[false]], [.. rows[true]],
            [
                .. dossier.Findings.Where(f => !f.IsHypothesis && dossier.IsIntended(f)).GroupBy(f => dossier.PurposeOf(f)!)
                    .SelectMany(g => FindingCard.Of(dossier, g).Select(card => (g.Key, card))),
            ]);

            // What is a hypothesis of one body can be a finding of another: each stands in its own list.
            IEnumerable<Row> Cards(FindingPart part, IEnumerable<Finding> findings) => findings.ToLookup(f => f.IsHypothesis)
                .SelectMany(g => CardWeight.Order(dossier, FindingCard.Of(dossier, g))).Select(card => new Row(part, [.. card.Findings.Select(DecidedOf)], card, null));

            Decided DecidedOf(Finding finding)
            {
                var decision = meanwhile.TryGetValue(finding.Key, out var theirs) ? theirs.Now : decisions.GetValueOrDefault(finding.Key);
                return new(finding, decision, decision is null ? FindingState.Open : StateOf(finding, decision)) { Id = DerivedId.Of(dossier.Head.AssessmentId, finding.Key) };
            }
        }
    }

    /// <summary>How many cards have a body whose finding is in that state.</summary>
    public int Count(FindingState state, FindingPart? part = null) => All.Count(r => (part is null || r.Part == part) && r.Findings.Any(f => f.State == state));

    /// <summary>How many cards there are.</summary>
    public int Count(FindingPart part) => All.Count(r => r.Part == part);

    public int Together => All.Count(r => r.Part == FindingPart.City && r.First.Together.Count > 0);

    public int Joined => All.Count(r => r.Joined is not null);

    /// <summary>Where a card leads: to the first of its findings that waits for a decision.</summary>
    public static Decided Next(Row row) => row.Findings.FirstOrDefault(f => f.State != FindingState.Decided) ?? row.Findings[0];

    public IReadOnlyList<Option> ControlOptions
    {
        get
        {
            var texts = new Texts(localizers, "Findings");
            return Frame.ControlOptions.Of(Dossier, Input.Controls, texts["Controls.Usual"], texts["Controls.Gone"]);
        }
    }

    /// <summary>A card as it is shown. The workbench tries its changes in the draft, or in the version that is in the city.</summary>
    public CardView View(Row row)
    {
        var stop = IsDescription || ShowsHypotheses ? null : CardStops.Of(Dossier, row.Card!);
        var first = stop is { Steps: [var step, ..] } ? step : null;
        var texts = Kept.Once("card texts " + CultureInfo.CurrentUICulture.Name, _ => new ConcurrentDictionary<Row, CardText>(ReferenceEqualityComparer.Instance));
        return new(
            texts.GetOrAdd(row, r => CardText.Of(Dossier, r.Card!, stop)),
            first is null || !CanEdit ? null : At(Dossier.DatasetOf(first.HoldingId) is null ? $"flows/{first.HoldingId}" : $"datasets/{first.HoldingId}"),
            first is null ? null : CityAddress.WhatIf([.. Dossier.Head.Status == AssessmentStatus.Draft ? [new WhatIfEdit(WhatIfKind.Plan, Dossier.Head.AssessmentId)] : Array.Empty<WhatIfEdit>(), .. CardStops.Edits(stop!)]),
            IsDescription ? null : CityAddress.With(Addresses.CityCut, row.First.Actor, row.First.TypeId));
    }

    /// <summary>"PIA-2026-003 Low-emission zone; …"</summary>
    public string Elsewhere(Row row) =>
        string.Join("; ", row.Findings.SelectMany(f => CityFindings.Elsewhere(Dossier, f.Finding)).Select(h => $"{h.Reference} {h.Service}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Names(Finding finding) => finding.Actor.Count == 0 ? [Outsider] : finding.Actor.Select(id => id.ToString());

    private static FindingState StateOf(Finding finding, FindingDisposition decision) =>
        decision.Disposition is null ? FindingState.Open : decision.ProofHash != finding.ProofHash ? FindingState.Changed : FindingState.Decided;
}
