using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Dossiers.Submit;

/// <summary>One part of the dossier, as a person reads it through before submitting.</summary>
/// <param name="Path">Where it is changed, inside the assessment.</param>
/// <param name="None">Said where there is nothing in it.</param>
/// <param name="IsList">Its lines are counted.</param>
public sealed record ReadSection(string Title, string Path, IReadOnlyList<ReadLine> Lines, string None, bool IsList);

/// <param name="Path">The row's page; null where the section's page is the place.</param>
/// <param name="Detail">The rest of the row in one line.</param>
public sealed record ReadLine(string Name, string? Path, string Detail, string? Tag = null, string? TagClass = null);

/// <summary>The whole dossier, compact: a line for every row.</summary>
public static class ReadThrough
{
    public static IReadOnlyList<ReadSection> Of(Dossier d, Texts texts) =>
    [
        .. RowKinds.All.Where(kind => kind.Row != typeof(EvidenceItem) && kind.Row != typeof(DataItem)).Select(kind => new ReadSection(
            Word(kind, ""), PlaceOf(kind), [.. Lines(d, kind, texts)], Word(kind, ".None"), kind.Row != typeof(ScreeningAnswer) && kind.Row != typeof(ServiceDescription))),
    ];

    private static string Word(RowKind kind, string of) => Words.Find(typeof(DossierDiff), $"Kinds.{kind.Name}{of}") ?? kind.Name;

    /// <summary>The page of its step; the part of it that is called like the list where the step begins with another kind.</summary>
    internal static string PlaceOf(RowKind kind) =>
        Addresses.Of(kind.Step) + (RowKinds.All.First(k => k.Step == kind.Step) == kind ? "" : $"#{kind.List.ToLowerInvariant()}");

    private static IEnumerable<ReadLine> Lines(Dossier d, RowKind kind, Texts texts) => kind.Row.Name switch
    {
        nameof(ScreeningAnswer) => Screening(d, texts),
        nameof(ServiceDescription) => Service(d, texts),
        nameof(Dataset) => d.Datasets.Select(set => Dataset(d, kind, set, texts)),
        nameof(DataFlow) => d.Flows.Select(f => new ReadLine(f.Name, $"flows/{f.Id}",
            Join(d.OrganisationName(f.RecipientId), Names(d, d.Passed(f)), Brief(kind, f), Safeguarded(d, f.Id)), f.CrossesBorder ? texts["Abroad"] : null)),
        nameof(FindingDisposition) => Findings(d, texts),
        nameof(PrincipleAnswer) => d.Catalogue.Principles.Select(p => new ReadLine(p.Name, $"principles/{p.Id}",
            d.Principles.FirstOrDefault(a => a.PrincipleId == p.Id)?.State is { } state ? Of(state) : texts["Missing"])),
        nameof(RightAnswer) => d.Catalogue.Rights.Select(r => new ReadLine(r.Name, $"rights/{r.Id}",
            d.Rights.FirstOrDefault(a => a.RightId == r.Id) is { State: not null } right ? Brief(kind, right) : texts["Missing"])),
        nameof(Domain.Dossiers.Choice) => d.Groups.Select(g => new ReadLine(g.Name, $"choice/{g.Id}", Choice(d, g.Id, texts))),
        nameof(Domain.Dossiers.Risk) => d.Risks.Select(r => Risk(d, r, texts)),
        nameof(Measure) => d.Measures.Select(m => new ReadLine(m.Name, $"measures/{m.Id}", Join(Of(m.State), d.Holding(m.DatasetId ?? m.FlowId ?? Guid.Empty)?.Code ?? "", d.OrganisationName(m.ResponsibleId), string.Join(", ", m.RiskIds.Select(d.Code))))),
        _ => kind.RowsOf(d).Select(row => new ReadLine(kind.NameOf(d, row), Addresses.Of(RowPointer.To(row)), Brief(kind, row),
            row switch { PeopleGroup { Vulnerable: true } => texts["Vulnerable"], ActionItem { DoneOn: not null } => texts["Done"], _ => null })),
    };

    /// <summary>The choices, days and single lines of a row, without its name and what is longer.</summary>
    private static string Brief(RowKind kind, IRow row) => Join([.. kind.Fields.Skip(1).Select(field => field.GetValue(row) switch
    {
        Enum value => Words.Of(value),
        DateOnly day => day.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
        string text when field.GetCustomAttribute<MaxLengthAttribute>() is { Length: <= Limits.Line } => text,
        _ => null,
    })]);

    private static IEnumerable<ReadLine> Screening(Dossier d, Texts texts)
    {
        var result = Domain.Dossiers.Screening.Evaluate(d.Catalogue, d.Screening, d.Head.Overruled);
        yield return new(Of(result.Decided), null, d.Head.Overruled ? Join(texts["Overruled"], d.Head.OverruleReason) : result.Rule?.Text ?? "");
        foreach (var met in result.Met)
            yield return new(met.Criterion.Name, null, texts["BecauseOf", string.Join(" ", met.QuestionIds.Select(id => d.Term(id).Name))]);
    }

    private static IEnumerable<ReadLine> Service(Dossier d, Texts texts)
    {
        var s = d.Service;
        yield return new(s.Name, null, s.Summary ?? texts["Missing"]);
        foreach (var (field, value) in new[]
        {
            (nameof(s.Layer), Of(s.Layer)), (nameof(s.Place), s.Place), (nameof(s.PeopleCount), s.PeopleCount?.ToString("N0", CultureInfo.CurrentCulture)),
            (nameof(s.Area), s.Area), (nameof(s.Duration), s.Duration), (nameof(s.Alternatives), s.Alternatives),
        })
        {
            yield return new(Words.Label(typeof(Domain.Dossiers.ServiceDetails), field), null, string.IsNullOrWhiteSpace(value) ? texts["Missing"] : value);
        }
    }

    private static ReadLine Dataset(Dossier d, RowKind kind, Dataset set, Texts texts)
    {
        var types = d.ItemsOf(set.Id).Select(i => d.Term(i.TypeId)).ToList();
        return new(set.Name, $"datasets/{set.Id}",
            Join(set.Public ? texts["Public"] : d.OrganisationName(set.HolderId), string.Join(", ", types.Select(t => t.Name)), Brief(kind, set), Safeguarded(d, set.Id)),
            types.Exists(t => t.SpecialCategory) ? texts["Special"] : types.Exists(t => t.InferredSpecial) ? texts["Inferred"] : null,
            types.Exists(t => t.SpecialCategory) ? "tag-special" : "tag-inferred");
    }

    private static string Safeguarded(Dossier d, Guid place) => string.Join(", ", d.SafeguardsOn(place).Select(m => Safeguards.Tell(m)));

    private static IEnumerable<ReadLine> Findings(Dossier d, Texts texts)
    {
        var decided = d.Dispositions.ToDictionary(x => x.FindingKey, StringComparer.Ordinal);
        return d.Findings.Select(f => new ReadLine(
            ProofText.SentenceOf(d, f), null,
            decided.TryGetValue(f.Key, out var x) && x.Disposition is { } disposition ? Join(Of(disposition), Names(d, x.Controls), x.Reason) : texts["Undecided"],
            f.SpecialCategory ? texts["Special"] : null, "tag-special"));
    }

    private static string Choice(Dossier d, Guid groupId, Texts texts) => d.Choices.FirstOrDefault(c => c.GroupId == groupId) is not { } c ? texts["Missing"]
        : texts["ChoiceLine", Given(c.MayIdentify, texts), Given(c.MayTrack, texts), Given(c.MayMonitor, texts), Given(c.AnonymousUse, texts), Given(c.CanRefuse, texts)];

    private static ReadLine Risk(Dossier d, Risk r, Texts texts)
    {
        var (before, after) = (d.ZoneOf(r.InherentSeverity, r.InherentLikelihood), d.ZoneOf(r.ResidualSeverity, r.ResidualLikelihood));
        return new(r.Title, $"risks/{r.Id}", texts["RiskLine", Given(before, texts), Given(after, texts), Given(r.Treatment, texts)],
            (after ?? before) is { } zone ? Words.Of(zone) : null, $"tag-{(after ?? before)?.ToString().ToLowerInvariant()}");
    }

    private static string Given(Enum? value, Texts texts) => value is null ? texts["Missing"] : Words.Of(value);

    private static string Of(Enum? value) => value is null ? "" : Words.Of(value);

    private static string Names(Dossier d, IEnumerable<string> ids) => string.Join(", ", ids.Select(id => d.Term(id).Name));

    private static string Join(params string?[] parts) => string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
}
