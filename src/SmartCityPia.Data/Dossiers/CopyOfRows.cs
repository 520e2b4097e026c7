using System.Reflection;
using System.Text.RegularExpressions;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Data.Dossiers;

/// <summary>
/// Rows once more, for another assessment: under ids of their own, naming each other as the originals do, in the same order.
/// </summary>
public sealed partial class CopyOfRows
{
    private static readonly string[] NotCopied = [nameof(IRow.Version), nameof(IRow.ChangedAt), nameof(IRow.ChangedById)];

    private readonly Dictionary<Guid, Guid> ids;
    private readonly Dossier source;

    /// <param name="assessmentId">The new assessment.</param>
    /// <param name="descriptionId">Its description.</param>
    public CopyOfRows(Dossier source, Guid assessmentId, Guid descriptionId)
    {
        this.source = source;
        ids = new() { [source.Head.AssessmentId] = assessmentId, [source.Service.Id] = descriptionId };
        foreach (var row in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription)).SelectMany(k => k.RowsOf(source)).Concat<IRow>(source.Files))
            ids[row.Id] = DerivedId.Copy(row.Id, assessmentId);
        // Rows by key: so that the page which adds such a row finds this one.
        foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription)))
        {
            foreach (var row in kind.RowsOf(source).Where(r => r.Id == DerivedId.Of(source.Head.AssessmentId, kind.KeyOf(r))))
                ids[row.Id] = DerivedId.Of(assessmentId, Translate(kind.KeyOf(row)));
        }
    }

    public Guid IdOf(Guid original) => ids.GetValueOrDefault(original, original);

    /// <summary>All rows but the service's own, evidence only where it is asked for.</summary>
    public IReadOnlyList<IRow> All(bool evidence)
    {
        List<IRow> rows = [.. RowKinds.All.Where(k => k.Row != typeof(ServiceDescription) && (evidence || k.Row != typeof(EvidenceItem))).SelectMany(k => k.RowsOf(source)).Select(Copy)];
        // The same proof stands under another hash, because the hash names the data: a decision on it is still one on this proof.
        var before = source.Findings.ToDictionary(f => f.Key, f => f.ProofHash, StringComparer.Ordinal);
        var decided = rows.OfType<FindingDisposition>().ToDictionary(d => d.FindingKey, StringComparer.Ordinal);
        foreach (var row in source.Dispositions)
        {
            if (before.GetValueOrDefault(row.FindingKey) == row.ProofHash && After.TryGetValue(Translate(row.FindingKey), out var proof))
                decided[Translate(row.FindingKey)].ProofHash = proof;
        }
        return rows;
    }

    /// <summary>The files of the evidence, without their content.</summary>
    public IReadOnlyList<EvidenceVersion> Files() => [.. source.Files.Select(f => (EvidenceVersion)Copy(f))];

    /// <summary>A text with ids in it, such as the key of a finding, about the copies.</summary>
    public string Translate(string key) => IdInText().Replace(key, m => Guid.TryParse(m.Value, out var id) && ids.TryGetValue(id, out var copy) ? copy.ToString(m.Length == 32 ? "N" : "D") : m.Value);

    private Dictionary<string, string> After => field ??= Analysed().Findings.ToDictionary(f => f.Key, f => f.ProofHash, StringComparer.Ordinal);

    private Dossier Analysed()
    {
        var copy = source with { Head = source.Head with { AssessmentId = IdOf(source.Head.AssessmentId) }, Findings = [], Files = Files() };
        foreach (var kind in RowKinds.All.Where(k => k.Row != typeof(ServiceDescription)))
            copy = kind.Fill(copy, kind.RowsOf(source).Select(Copy));
        return copy.WithFindings();
    }

    private IRow Copy(IRow row)
    {
        var copy = (IRow)Activator.CreateInstance(row.GetType())!;
        foreach (var property in row.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite && !NotCopied.Contains(p.Name, StringComparer.Ordinal)))
        {
            // Setters of base classes that are private are found where they are declared.
            var declared = property.DeclaringType!.GetProperty(property.Name)!;
            declared.SetValue(copy, property.GetValue(row) switch
            {
                // What was asked for here was not asked for there.
                Guid _ when property.Name == nameof(EvidenceItem.RequestId) => null,
                Guid id => IdOf(id),
                List<Guid> list => new List<Guid>(list.Select(IdOf)),
                List<string> list => new List<string>(list),
                string key when property.Name is nameof(FindingDisposition.FindingKey) or nameof(Risk.SuggestedBy) => Translate(key),
                var value => value,
            });
        }
        return copy;
    }

    [GeneratedRegex("[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdInText();
}
