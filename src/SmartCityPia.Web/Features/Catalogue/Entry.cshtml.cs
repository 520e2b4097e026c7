using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Catalogue;

/// <summary>One catalogue entry with its source, its certainty and the entries that use it.</summary>
public sealed class EntryModel(PiaCatalogue catalogue, IStringLocalizerFactory localizers) : PageModel
{
    private readonly Texts _texts = new(localizers, "Catalogue");

    /// <summary>A section of an entry: the key of its heading, and text or links to other entries.</summary>
    public sealed record Part(string Key, string? Text, IReadOnlyList<CatalogueLink> Links);

    public sealed record CatalogueLink(CatalogueKind Kind, string Id, string Text);

    public CatalogueHit Hit { get; private set; } = null!;

    public Certainty? Certainty { get; private set; }

    public bool Estimate { get; private set; }

    public IReadOnlyList<Part> Parts { get; private set; } = [];

    public IActionResult OnGet(CatalogueKind kind, string id)
    {
        if (catalogue.Find(id).FirstOrDefault(h => h.Kind == kind && h.Id == id) is not { } hit)
            return NotFound();
        Hit = hit;
        Parts = [.. PartsOf(kind, id).Where(p => p.Links.Count > 0 || !string.IsNullOrEmpty(p.Text))];
        return Page();
    }

    private Part[] PartsOf(CatalogueKind kind, string id) => kind switch
    {
        CatalogueKind.AttributeType => OfType(catalogue.Type(id)),
        CatalogueKind.InferenceRule => OfRule(catalogue.Rule(id)),
        CatalogueKind.LinkKey => OfKey(catalogue.Keys[id]),
        CatalogueKind.OutsideSource => OfOutside(catalogue.Outside[id]),
        CatalogueKind.Control => OfControl(catalogue.Control(id)),
        CatalogueKind.Archetype => OfArchetype(catalogue.Archetypes[id]),
        CatalogueKind.Principle => OfPrinciple(catalogue.Principles[id]),
        CatalogueKind.Threat => OfThreat(catalogue.Threats[id]),
        CatalogueKind.Criterion => OfCriterion(catalogue.Screening.Criteria.Single(c => c.Id == id)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private Part[] OfType(AttributeType type)
    {
        Certainty = type.Certainty;
        return
        [
            Said("Category", type.Category), Said("Class", Words.Of(type.Class)), Said("Special", Marks(type)),
            Said("Example", type.Example), Said("Note", type.Note),
            new("LeadsTo", null, [.. catalogue.Rules.Where(r => r.Premises.Any(p => catalogue.IsOf(type.Id, p.Type))).Select(Link)]),
            new("ComesFrom", null, [.. catalogue.Rules.Where(r => r.Conclusion == type.Id).Select(Link)]),
        ];
    }

    private Part[] OfRule(InferenceRule rule)
    {
        (Certainty, Estimate) = (rule.Certainty, rule.Estimate);
        var range = FormattableString.Invariant($"{rule.Confidence:0.##} ({rule.Low:0.##}–{rule.High:0.##})");
        return
        [
            Said("Premises", string.Join("\n", rule.Premises
                .Select(p => ConditionText.Of(catalogue.NameOf(p.Type), p.IsCondition ? p.Asked : null)))),
                new("Conclusion", null, [Link(catalogue.Type(rule.Conclusion))]),
            Said("Confidence", range), Said("Basis", Words.Of(rule.Number)),
            Said("Effort", rule.Effort is { } effort ? Words.Of(effort) : null),
            Said("Classifier", rule.Classifier is { } c ? _texts["Classifier", c.Sensitivity, c.FalseAlarms, c.BaseRate, c.Right] : null),
            Said("Off", rule.Off ? _texts[catalogue.LiveRules.Any(r => r.Id == rule.Id) ? "Off.On" : "Off.Off"] : null),
            Said("Caution", rule.Caution),
            new("StoppedBy", null, [.. catalogue.Controls.Where(c => c.Effects.Any(e => e.Rule == rule.Id)).Select(Link)]),
        ];
    }

    private Part[] OfKey(LinkKey key)
    {
        (Certainty, Estimate) = (key.Certainty, key.Estimate);
        return
        [
            new("AttributeType", null, [.. catalogue.Types.Where(t => catalogue.IsOf(t.Id, key.Type)).Select(Link)]),
            Said("Conditions", ConditionText.Of(catalogue.NameOf(key.Type), key.Asked)),
            Said("Strength", FormattableString.Invariant($"{key.Strength:0.##} ({key.Low:0.##}–{key.High:0.##})")),
            Said("Basis", Words.Of(key.Number)), Said("SameDomain", Words.Of(key.SameDomain ? Answer.Yes : Answer.No)),
            Said("Inferred", Words.Of(key.Inferred ? Answer.Yes : Answer.No)),
        ];
    }

    private Part[] OfOutside(OutsideSource source)
    {
        (Certainty, Estimate) = (source.Certainty, source.Number == NumberBasis.Judged);
        return
        [
            new("Data", null, [.. source.Fields.Select(f => catalogue.Type(f.Type)).Select(Link)]),
            Said("Reach", FormattableString.Invariant($"{source.Reach:0.####}")),
            Said("There", _texts[source.There ? "There.Always" : catalogue.OutsideThere.Contains(source)
                ? "There.Chosen" : "There.NotChosen"]),
        ];
    }

    private Part[] OfControl(Control control)
    {
        (Certainty, Estimate) = (control.Certainty, control.Estimate);
        return
        [
            Said("ControlKind", Words.Of(control.Kind)), Said("Scope", Words.Of(control.Scope)), Said("Note", control.Note),
            new("Weakens", null,
                [.. control.Effects.Where(e => e.Rule is not null)
                .Select(e => Link(catalogue.Rule(e.Rule!)) with {
                Text = FormattableString.Invariant($"{catalogue.Type(catalogue.Rule(e.Rule!).Conclusion).Name} ({e.Rule}, × {e.Factor:0.##})") })]),
            new("Threats", null, [.. control.Linddun.Select(code => Link(catalogue.Threats[code]))]),
        ];
    }

    private Part[] OfArchetype(ServiceArchetype archetype)
    {
        Certainty = archetype.Certainty;
        return
        [
            Said("Place", archetype.Place), Said("Stakeholders", string.Join(", ", archetype.Stakeholders.Select(s => s.Name))),
            new("Data", null, [.. archetype.Datasets.SelectMany(d => d.Items).Select(i => i.Type).Distinct(StringComparer.Ordinal)
                .Select(catalogue.Type).Select(Link)]),
            new("Controls", null, [.. archetype.Controls.Select(catalogue.Control).Select(Link)]),
            Said("Published", string.Join("\n", archetype.Published.Select(p => $"{p.Text} ({Words.Of(p.Certainty)})"))),
        ];
    }

    private Part[] OfPrinciple(PrivacyPrinciple principle)
    {
        Certainty = principle.Certainty;
        return [Said("Question", principle.Question), Said("Example", principle.Example), Said("GapExample", principle.GapExample),
            Said("Clause", principle.Clause)];
    }

    private Part[] OfThreat(PrivacyThreat threat)
    {
        Certainty = threat.Certainty;
        return [Said("Example", threat.Example),
            Said("Cards", string.Join("\n", threat.Cards.Select(c => $"{c.Id} {c.Name}: {c.Question}")))];
    }

    private Part[] OfCriterion(ScreeningCriterion criterion)
    {
        Certainty = criterion.Certainty;
        return [Said("Questions",
            string.Join("\n", catalogue.Screening.Questions
            .Where(q => q.Criteria.Contains(criterion.Id, StringComparer.Ordinal)).Select(q => q.Text)))];
    }

    private static string Marks(AttributeType type) =>
        string.Join("; ", type.Law.Select(m => m == LawMark.MayReveal ? $"{Words.Of(m)}: {type.MayReveal}" : Words.Of(m))
        .Concat(type.Notes.Select(n => Words.Of(n))));

    private static Part Said(string key, string? text) => new(key, text, []);

    private static CatalogueLink Link(AttributeType type) => new(CatalogueKind.AttributeType, type.Id, type.Name);

    private static CatalogueLink Link(InferenceRule rule) => new(CatalogueKind.InferenceRule, rule.Id, $"{rule.Sentence} ({rule.Id})");

    private static CatalogueLink Link(Control control) => new(CatalogueKind.Control, control.Id, control.Name);

    private static CatalogueLink Link(PrivacyThreat threat) => new(CatalogueKind.Threat, threat.Code, threat.Name);
}
