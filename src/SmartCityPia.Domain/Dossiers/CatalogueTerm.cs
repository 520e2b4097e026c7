using System.Text.Json.Serialization;
using SmartCityPia.Domain.Catalogue;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>Which list of the catalogue an entry is from.</summary>
public enum TermKind { Unknown, AttributeType, Rule, Control, Principle, ScreeningQuestion, ScreeningCriterion, Archetype, Class, Right }

/// <summary>The words of a catalogue entry, as they are frozen with a version.</summary>
/// <param name="Text">In plain words.</param>
/// <param name="Source">Where it is from, in short.</param>
/// <param name="SpecialCategory">A special category, or offences.</param>
/// <param name="InferredSpecial">May reveal one.</param>
/// <param name="Estimate">Rests on an estimate and is shown as one.</param>
public sealed record CatalogueTerm(string Id, string Name, string Text, string Source, Certainty? Certainty, bool Estimate, bool SpecialCategory = false, bool InferredSpecial = false)
{
    public TermKind Kind { get; init; }

    public string? Caution { get; init; }

    /// <summary>Location, finances, home life or communications of a person.</summary>
    public bool HighlyPersonal { get; init; }

    /// <summary>A rule's confidence, 0 to 1; none for other entries.</summary>
    public double? Confidence { get; init; }

    /// <summary>Of a control: only a promise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Promise { get; init; }

    /// <summary>Of a conclusion: whether it tracks or monitors people; null where it does neither, and in versions from before.</summary>
    public IReadOnlyList<Touch>? Touches { get; init; }

    /// <summary>The catalogue's words now; an id that it does not know stands for itself.</summary>
    public static CatalogueTerm From(PiaCatalogue catalogue, string id)
    {
        if (catalogue.Types.ById.TryGetValue(id, out var type))
        {
            return new(id, type.Name, type.Plain, type.Source, type.Certainty, false,
                type.IsSpecial, type.MayRevealCategory)
            { Kind = TermKind.AttributeType, HighlyPersonal = type.Law.Contains(LawMark.HighlyPersonal), Touches = type.Touches.Count > 0 ? type.Touches : null };
        }
        if (catalogue.Classes.ContainsKey(id))
            return new(id, catalogue.NameOf(id), "", "", null, false) { Kind = TermKind.Class };
        if ((catalogue.LiveRules.FirstOrDefault(r => r.Id == id) ?? catalogue.Rules.ById.GetValueOrDefault(id)) is { } rule)
            return new(id, rule.Reference, rule.Sentence, rule.Source, rule.Certainty, rule.Estimate) { Kind = TermKind.Rule, Caution = rule.Caution, Confidence = rule.Confidence };
        if (catalogue.Controls.ById.TryGetValue(id, out var control))
            return new(id, control.Name, control.Plain, control.Source, control.Certainty, control.Estimate) { Kind = TermKind.Control, Promise = control.Promise };
        if (catalogue.Principles.ById.TryGetValue(id, out var principle))
            return new(id, principle.Name, principle.Question, principle.Clause, principle.Certainty, false) { Kind = TermKind.Principle };
        if (catalogue.Screening.Questions.FirstOrDefault(q => q.Id == id) is { } question)
            return new(id, question.Text, question.Plain, "", question.Certainty, false) { Kind = TermKind.ScreeningQuestion };
        if (catalogue.Screening.Criteria.FirstOrDefault(c => c.Id == id) is { } criterion)
            return new(id, criterion.Name, criterion.Plain, criterion.Source, criterion.Certainty, false) { Kind = TermKind.ScreeningCriterion };
        if (catalogue.Rights.ById.TryGetValue(id, out var right))
            return new(id, right.Name, right.Plain, right.Clause, right.Certainty, false) { Kind = TermKind.Right };
        if (catalogue.Archetypes.ById.TryGetValue(id, out var archetype))
            return new(id, archetype.Name, archetype.Summary, "", archetype.Certainty, false) { Kind = TermKind.Archetype };
        return new(id, id, "", "", null, false);
    }

    internal static SortedDictionary<string, CatalogueTerm> UsedBy(Dossier dossier)
    {
        IEnumerable<string> ids =
        [
            .. dossier.Items.Select(i => i.TypeId),
            .. dossier.Flows.SelectMany(f => f.Fields),
            .. dossier.Dispositions.SelectMany(d => d.Controls),
            .. dossier.Purposes.SelectMany(p => p.Intended),
            .. dossier.Measures.Select(m => m.ControlId).OfType<string>(),
            .. dossier.AllFindings.Select(f => f.TypeId),
            .. dossier.AllFindings.SelectMany(f => f.Proof).SelectMany(s => new[] { s.TypeId, s.Field, s.Via }).OfType<string>(),
            .. (dossier.Stops ?? []).SelectMany(s => s.Steps).Select(s => s.What).OfType<string>(),
            .. dossier.Catalogue.Principles.Select(p => p.Id),
            .. dossier.Catalogue.Rights.Select(r => r.Id),
            .. dossier.Catalogue.Screening.Questions.Select(q => q.Id),
            .. dossier.Catalogue.Screening.Criteria.Select(c => c.Id),
            .. dossier.Head.ArchetypeId is { } archetype ? [archetype] : Array.Empty<string>(),
        ];
        var terms = new SortedDictionary<string, CatalogueTerm>(StringComparer.Ordinal);
        foreach (var id in ids)
            terms.TryAdd(id, From(dossier.Catalogue, id));
        return terms;
    }
}
