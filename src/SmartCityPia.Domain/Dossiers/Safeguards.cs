using System.Globalization;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>Which measures count in the analysis, and where.</summary>
public static class Safeguards
{
    /// <summary>Whether a measure counts: today what is in place or verified, as planned also what is planned.</summary>
    /// <remarks>Versions from before counted only what was ticked on a dataset or flow.</remarks>
    public static bool Counts(this Dossier dossier, Measure measure, bool asPlanned) =>
        ControlOf(dossier, measure) is { } control
        && (measure.Works || (asPlanned && measure.State is MeasureState.Planned or MeasureState.InProgress))
        && (dossier.Schema > 1 || measure.DatasetId is not null || measure.FlowId is not null)
        && (!control.Promise || dossier.IsShown(measure));

    /// <summary>Only a promise, and nothing is attached that shows that it is kept: it counts for nothing.</summary>
    public static bool IsBarePromise(this Dossier dossier, Measure measure) => measure.ControlId is { Length: > 0 } id && dossier.Term(id).Promise && !dossier.IsShown(measure);

    /// <summary>Whether a file is attached to it: an agreement, a report, a photograph.</summary>
    public static bool IsShown(this Dossier dossier, Measure measure) =>
        dossier.Evidence.Any(e => e.SubjectId == measure.Id && dossier.Files.Any(f => f.EvidenceId == e.Id && f.RemovedAt is null));

    /// <summary>The controls that count at a dataset or flow itself, in the order they apply: those of the whole service, then its own.</summary>
    /// <remarks>Of the whole service: what changes the data is applied to each dataset, and binds every holder where it is about holders.</remarks>
    public static IEnumerable<string> ControlsAt(this Dossier dossier, Guid id, bool asPlanned = false)
    {
        var isFlow = dossier.FlowOf(id) is not null;
        var ofService = dossier.SafeguardsOn(null).Where(m => !isFlow || ControlOf(dossier, m)?.Scope == ControlScope.Holder);
        return ofService.Concat(dossier.SafeguardsOn(id)).Where(m => dossier.Counts(m, asPlanned)).Select(m => m.ControlId!).Distinct(StringComparer.Ordinal);
    }

    /// <summary>A safeguard in one line: "Short retention", "Short retention (planned)".</summary>
    public static string Tell(Measure measure, CultureInfo? culture = null) => measure.Works ? measure.Name
        : $"{measure.Name} ({Words.Of(measure.State, culture).ToLower(culture ?? CultureInfo.CurrentCulture)})";

    private static Control? ControlOf(Dossier dossier, Measure measure) => dossier.Catalogue.Controls.ById.GetValueOrDefault(measure.ControlId ?? "");
}
