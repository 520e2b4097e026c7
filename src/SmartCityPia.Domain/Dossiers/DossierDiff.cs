using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

public enum ChangeKind { Added, Removed, Changed }

/// <summary>One field before and after, as people read it.</summary>
/// <param name="Field">The property's name; with a row's kind it says what can be restored.</param>
/// <param name="Label">The field's own words.</param>
/// <param name="Before">Empty where there was nothing; a list has one entry in each line.</param>
/// <param name="After">As <paramref name="Before"/>.</param>
public sealed record FieldChange(string Field, string Label, string Before, string After);

/// <summary>A row that is in one dossier only, or differs between the two.</summary>
/// <param name="Kind">The row's class, such as "DataFlow"; "Assessment", "ScreeningOutcome", "Finding" and "CityFinding" are no rows.</param>
/// <param name="BeforeId">The row in the dossier before; null where it was added, and for what is no row.</param>
/// <param name="AfterId">The row in the dossier after; null where it was removed, and for what is no row.</param>
/// <param name="Name">How people call it: as it is now, or as it was when it was removed.</param>
/// <param name="Fields">Those that differ; of an added or removed row, all that say something.</param>
public sealed record RowChange(Step Step, string Kind, Guid? BeforeId, Guid? AfterId, string Name, ChangeKind Change, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>The fields' values after as they are stored: the same in every language, whatever is called otherwise meanwhile.</summary>
    public string Values { get; init; } = "";

    public string KindName => Words.Find(typeof(DossierDiff), $"Kind.{Kind}") ?? Kind;
}

/// <summary>What differs between two dossiers, field by field and in plain words.</summary>
public static class DossierDiff
{
    private static readonly JsonSerializerOptions AsStored = new() { Converters = { new JsonStringEnumConverter() } };

    private const string Organisation = nameof(Organisations.Organisation);

    /// <summary>
    /// Rows are the same by their id, else (as in descriptions that were written apart) by their name. An id counts as
    /// unchanged where it names the same row, whatever the row is called now. Findings with the city's other services are
    /// compared where both dossiers looked at the city. In the order of steps; nothing for equal dossiers.
    /// </summary>
    public static IReadOnlyList<RowChange> Between(Dossier before, Dossier after)
    {
        if (before.City is null || after.City is null)
            (before, after) = (before with { City = null }, after with { City = null });
        var (old, now) = (new Side(before), new Side(after));
        List<(Part? Before, Part? After)> pairs =
        [
            .. Enum.GetValues<Step>().SelectMany(step => old.Parts.Concat(now.Parts).Where(p => p.Step == step).Select(p => p.Kind).Distinct(StringComparer.Ordinal)
                .SelectMany(kind => Pair(old.Of(step, kind), now.Of(step, kind)))),
        ];
        var same = pairs.Where(p => p is { Before.Id: not null, After.Id: not null }).DistinctBy(p => p.Before!.Id).ToDictionary(p => p.Before!.Id!.Value, p => p.After!.Id!.Value);
        // An organisation comes and goes with the rows that name it; only its own changes are worth a line.
        return [.. pairs.Where(p => (p.After ?? p.Before)!.Kind != Organisation || p is { Before: not null, After: not null }).Select(p => Compare(p.Before, p.After, same)).OfType<RowChange>()];
    }

    /// <summary>A row's name, and all its fields as they are, in <see cref="FieldChange.After"/>.</summary>
    /// <returns>Null where the dossier has no such row.</returns>
    public static (string Name, IReadOnlyList<FieldChange> Fields)? Tell(Dossier dossier, Guid id) =>
        new Side(dossier).Parts.FirstOrDefault(p => p.Id == id) is { } part ? (part.Name, [.. part.Values.Select(v => new FieldChange(v.Field, v.Label, "", v.Text))]) : null;

    /// <summary>The properties of a row that people fill in: those of its details class.</summary>
    public static IEnumerable<PropertyInfo> FieldsOf(Type details) =>
        details.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.CanWrite);

    private static RowChange? Compare(Part? before, Part? after, Dictionary<Guid, Guid> same)
    {
        var fields = (after ?? before!).Values.Select(v => v.Field).Select(field =>
        {
            var (was, now) = (before?.Values.First(v => v.Field == field), after?.Values.First(v => v.Field == field));
            return (Change: new FieldChange(field, (now ?? was)!.Label, was?.Text ?? "", now?.Text ?? ""), now?.Value, Differs: !Equal(was?.Value, now?.Value, same));
        }).Where(f => f.Differs && f.Change.Before != f.Change.After).ToList();
        var part = after ?? before!;
        return before is not null && after is not null && fields.Count == 0 ? null
            : new(part.Step, part.Kind, before?.Id, after?.Id, part.Name, before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed, [.. fields.Select(f => f.Change)])
            {
                Values = JsonSerializer.Serialize(fields.ToDictionary(f => f.Change.Field, f => f.Value is string text ? text.ReplaceLineEndings("\n") : f.Value), AsStored),
            };
    }

    /// <summary>Those of now in their order, then those that are gone.</summary>
    private static IEnumerable<(Part? Before, Part? After)> Pair(IReadOnlyList<Part> before, IReadOnlyList<Part> after)
    {
        var byKey = before.DistinctBy(p => p.Key, StringComparer.Ordinal).ToDictionary(p => p.Key, StringComparer.Ordinal);
        var found = after.ToDictionary(p => p, p => byKey.GetValueOrDefault(p.Key));
        var taken = found.Values.OfType<Part>().ToHashSet();
        var byName = before.Where(p => !taken.Contains(p)).GroupBy(p => p.Name, TextKey.Comparer).ToDictionary(g => g.Key, g => new Queue<Part>(g), TextKey.Comparer);
        foreach (var part in after.Where(p => found[p] is null))
        {
            if (byName.TryGetValue(part.Name, out var left) && left.TryDequeue(out var other))
                taken.Add((found[part] = other)!);
        }
        return [.. after.Select(p => (found[p], (Part?)p)), .. before.Where(p => !taken.Contains(p)).Select(p => ((Part?)p, (Part?)null))];
    }

    private static bool Equal(object? before, object? after, Dictionary<Guid, Guid> same) => (before, after) switch
    {
        (null or "", null or "") => true,
        (Guid a, Guid b) => a == b || (same.TryGetValue(a, out var now) && now == b),
        (string a, string b) => a.ReplaceLineEndings("\n") == b.ReplaceLineEndings("\n"),
        (IList a, IList b) => a.Count == b.Count && a.Cast<object?>().Zip(b.Cast<object?>()).All(p => Equal(p.First, p.Second, same)),
        _ => Equals(before, after),
    };

    private static string Text(string key) => Words.Find(typeof(DossierDiff), key) ?? key;

    /// <param name="Value">What is compared.</param>
    /// <param name="Text">What is shown.</param>
    private sealed record Entry(string Field, string Label, object? Value, string Text);

    /// <param name="Key">What it is the same by.</param>
    private sealed record Part(Step Step, string Kind, string Key, Guid? Id, string Name, IReadOnlyList<Entry> Values)
    {
        public bool Equals(Part? other) => ReferenceEquals(this, other);
        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    /// <summary>A dossier taken apart.</summary>
    private sealed class Side
    {
        private readonly Dossier dossier;
        private readonly Dictionary<Guid, string> names;
        private readonly ILookup<(Step, string), Part> byKind;

        public Side(Dossier dossier)
        {
            this.dossier = dossier;
            names = NamesOf(dossier);
            Parts = [.. PartsOf()];
            byKind = Parts.ToLookup(p => (p.Step, p.Kind));
        }

        public IReadOnlyList<Part> Parts { get; }

        public IReadOnlyList<Part> Of(Step step, string kind) => [.. byKind[(step, kind)]];

        private IEnumerable<Part> PartsOf()
        {
            var d = dossier;
            var head = d.Head;
            var screening = d.ScreeningResult ?? ScreeningRecord.Of(Screening.Evaluate(d.Catalogue, d.Screening, head.Overruled));
            return
            [
                Only(Step.Screening, "ScreeningOutcome", Text("Kind.ScreeningOutcome"),
                    Said("Computed", screening.Computed), Said("Decided", screening.Decided), Said("Rule", screening.Rule), Said("Met", screening.Met.Select(m => m.Id).ToList(), string.Join('\n', screening.Met.Select(m => m.Name))),
                    new(nameof(head.Overruled), Words.Label(typeof(ScreeningDecisionDetails), nameof(head.Overruled)), head.Overruled, Show(head.Overruled)),
                    new(nameof(head.OverruleReason), Words.Label(typeof(ScreeningDecisionDetails), nameof(head.OverruleReason)), head.OverruleReason, head.OverruleReason ?? ""),
                    new(nameof(head.DpoView), Words.Label(typeof(ScreeningDecisionDetails), nameof(head.DpoView)), head.DpoView, head.DpoView ?? "")),
                .. RowsOf(Step.Screening),
                Only(Step.Service, nameof(Assessment), head.Reference,
                    Said("Agency", head.Agency), Said("LeadOfficer", head.LeadOfficer), Said("ArchetypeId", head.ArchetypeId, Show(head.ArchetypeId, term: true)), Said("CatalogueVersion", head.CatalogueVersion)),
                .. RowsOf(Step.Service),
                .. d.Organisations.Select(o => new Part(Step.Stakeholders, Organisation, o.Id.ToString("N"), o.Id, o.Name,
                    [Said("Name", o.Name), Said("Kind", o.Kind), Said("Country", o.Country)])),
                .. RowsOf(Step.Stakeholders),
                .. RowsOf(Step.Data),
                .. RowsOf(Step.Flows),
                .. d.Findings.Select(f => Derived("Finding", f)),
                .. (d.City?.Findings ?? []).Select(f => Derived("CityFinding", f)),
                .. RowsOf(Step.Findings),
                .. RowsOf(Step.Principles),
                .. RowsOf(Step.Risks),
                .. RowsOf(Step.Measures),
                .. EvidenceParts(),
            ];
        }

        private IEnumerable<Part> RowsOf(Step step)
        {
            var findings = step == Step.Findings ? dossier.AllFindings.DistinctBy(f => f.Key, StringComparer.Ordinal).ToDictionary(f => f.Key, StringComparer.Ordinal) : [];
            foreach (var kind in RowKinds.All.Where(k => k.Step == step && k.Row != typeof(EvidenceItem)))
            {
                foreach (var row in kind.RowsOf(dossier))
                {
                    var name = row is FindingDisposition decision && findings.TryGetValue(decision.FindingKey, out var finding) ? Sentence(finding) : kind.NameOf(dossier, row);
                    yield return Row(step, kind, row, kind.Parent is { Owns: true } parent ? $"{Name(parent.IdOf(row))}: {name}" : name.Length > 0 ? name : DossierDiff.Text("Gone"));
                }
            }
        }

        private IEnumerable<Part> EvidenceParts()
        {
            var items = dossier.Evidence.ToDictionary(e => e.Id);
            foreach (var item in dossier.Evidence)
                yield return Row(StepOf(item.SubjectKind), RowKinds.Of(item), item, item.Title);
            foreach (var file in dossier.Files.Where(f => items.ContainsKey(f.EvidenceId)))
            {
                yield return new(StepOf(items[file.EvidenceId].SubjectKind), nameof(EvidenceVersion), file.Id.ToString("N"), file.Id, $"{items[file.EvidenceId].Title}: {file.FileName}",
                    [Said("Number", file.Number), Said("Sha256", file.Sha256), Said("RemovedReason", file.RemovedReason)]);
            }
        }

        private static Step StepOf(SubjectKind subject) => RowKinds.All.FirstOrDefault(k => k.Subject == subject)?.Step ?? Step.Service;

        private Part Row(Step step, RowKind kind, IRow row, string name) => new(step, kind.Name, kind.KeyOf(row), row.Id, name,
            [.. kind.Fields.Select(p => new Entry(p.Name, Words.Label(kind.Details, p.Name), p.GetValue(row), Show(p.GetValue(row), p.Name.EndsWith("Id", StringComparison.Ordinal))))]);

        private static Part Only(Step step, string kind, string name, params IReadOnlyList<Entry> values) => new(step, kind, kind, null, name, values);

        private Entry Said(string field, object? value, string? shown = null) => new(field, DossierDiff.Text($"Field.{field}"), value, shown ?? Show(value));

        private Part Derived(string kind, Finding f) => new(Step.Findings, kind, f.Key, null, Sentence(f),
        [
            Said("Score", f.Score.ToString("0.##", CultureInfo.CurrentCulture)),
            Said("Range", string.Create(CultureInfo.CurrentCulture, $"{f.Low:0.##} – {f.High:0.##}")),
            Said("Places", f.Places),
            new("Proof", DossierDiff.Text("Field.Proof"), f.ProofHash, string.Join('\n', f.Proof.Select(Line))),
        ]);

        private string Sentence(Finding f) =>
            $"{FindingWords.Actor(dossier, f.Actor)} {FindingWords.Tell(dossier, f.TypeId)} ({Name(f.HoldingId)})";

        private string Line(ProofStep step) => string.Format(CultureInfo.CurrentCulture, DossierDiff.Text($"Proof.{step.Kind}"),
            Name(step.HoldingId), dossier.Term(step.TypeId).Name, step.Via is null ? "" : dossier.Term(step.Via).Name, Name(step.OtherHoldingId));

        private string Show(object? value, bool term = false) => value switch
        {
            null or "" => "",
            string id when term => dossier.Term(id).Name,
            string text => text,
            bool yes => Words.Of(yes ? Answer.Yes : Answer.No),
            Enum choice => Words.Of(choice),
            Guid id => Name(id),
            DateOnly day => day.ToString("D", CultureInfo.CurrentCulture),
            IEnumerable list => string.Join('\n', list.Cast<object?>().Select(v => Show(v, term: true))),
            IFormattable number => number.ToString(null, CultureInfo.CurrentCulture),
            _ => value.ToString() ?? "",
        };

        private string Name(Guid? id) => id is not { } known ? "" : names.GetValueOrDefault(known) is { Length: > 0 } name ? name : DossierDiff.Text("Gone");

        private static Dictionary<Guid, string> NamesOf(Dossier d)
        {
            IEnumerable<(Guid Id, string Name)> all =
            [
                .. d.Organisations.Select(o => (o.Id, o.Name)),
                // Other rows and evidence name only those that are quoted or have evidence.
                .. RowKinds.All.Where(k => k.Letter is not null || k.Subject is not null).SelectMany(k => k.RowsOf(d).Select(r => (r.Id, k.NameOf(d, r)))),
                .. (d.City?.Holdings ?? []).Select(h => (h.Id, $"{h.Code} {h.Name}")),
                .. (d.City?.Organisations ?? []).Select(o => (o.Id, o.Name)),
            ];
            return all.DistinctBy(n => n.Id).ToDictionary(n => n.Id, n => n.Name);
        }
    }
}
