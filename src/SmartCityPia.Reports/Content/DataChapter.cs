using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Pictures;
using SmartCityPia.Pictures.Diagrams;
using SmartCityPia.Pictures.Dossiers;

namespace SmartCityPia.Reports.Content;

/// <summary>Data and flows (29134, 6.4.1 and 7.3.1): the diagram, then every dataset and flow.</summary>
internal static class DataChapter
{
    public static void Write(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Chapter("Data");
        d.Section("Data.Picture");
        WritePictures(d);
        WriteDatasets(d);
        WriteFlows(d);
    }

    /// <summary>One diagram of the whole service; one per dataset if the whole would be unreadable.</summary>
    private static void WritePictures(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        if (dossier.Datasets.Count == 0)
            d.Note("Data.Picture.None");
        else if (dossier.Flows.Count <= DossierDrawings.MostFlows)
            d.Add(new Figure(DataFlowDiagram.Draw(DossierDrawings.Flows(dossier)), w["Data.Picture.Caption", dossier.Service.Name]));
        else
        {
            foreach (var set in dossier.Datasets)
                d.Add(new Figure(DataFlowDiagram.Draw(DossierDrawings.Flows(dossier, only: set.Id)), w["Data.Picture.Caption", set.Name]));
        }
    }

    private static void WriteDatasets(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Section("Data.Sets");
        if (dossier.Datasets.Count == 0)
            d.Note("Data.Sets.None");
        foreach (var set in dossier.Datasets)
        {
            d.Item(w["CodeAndName", dossier.Code(set.Id), set.Name]);
            d.Facts(Stated(d,
            [
                d.Fact("Data.Holder", set.Public ? w["Data.Public"] : dossier.OrganisationName(set.HolderId)),
                d.Field<DatasetDetails>(nameof(set.People), set.People),
                d.Field<DatasetDetails>(nameof(set.GroupIds), string.Join(", ", dossier.Groups.Where(g => set.GroupIds.Contains(g.Id)).Select(g => w["CodeAndName", dossier.Code(g.Id), g.Name]))),
                d.Field<DatasetDetails>(nameof(set.PeopleCount), set.PeopleCount is { } count ? w.Number(count) : null),
                d.Field<DatasetDetails>(nameof(set.Reach), set.Reach is { } reach ? w.Number(reach) : null),
                d.Field<DatasetDetails>(nameof(set.Retention), set.Retention),
                d.Field<DatasetDetails>(nameof(set.Days), set.Days is { } days ? w.Number(days) : null),
                d.Field<DatasetDetails>(nameof(set.Events), set.Events is { } events ? w.Number(events) : null),
                d.Field<DatasetDetails>(nameof(set.Access), set.Access is { } access ? w.Of(access) : null),
                d.Field<DatasetDetails>(nameof(set.Storage), set.Storage),
                d.Field<DatasetDetails>(nameof(set.Deletion), set.Deletion),
                d.Field<DatasetDetails>(nameof(set.DeletionProof), set.DeletionProof),
                d.Fact("Data.Safeguards", Safeguarded(d, set.Id)),
            ]));
            d.Table("Data.Items", [d.Column("Data.Type", 2.4), d.Column("Data.Resolution", 1.8), d.Column("Data.Domain", 1.6),
                d.Column("Data.Level", 1.2), d.Column("Data.Kind", 1.5)],
                dossier.ItemsOf(set.Id).Select(i => (IReadOnlyList<string>)
                [
                    dossier.Term(i.TypeId).Name + (string.IsNullOrWhiteSpace(i.LocalName) ? "" : w["InBrackets", i.LocalName]),
                    Resolution(d, i), i.IdentifierDomain ?? "", w.Of(i.Level), Kind(d, i.TypeId),
                ]), set.Name);
        }
    }

    /// <summary>What nobody has stated is named in one row at the end.</summary>
    private static List<Fact> Stated(ReportDraft d, List<Fact> facts)
    {
        var open = facts.Where(f => f.Value == d.Words["NotStated"]).ToList();
        return [.. facts.Except(open), .. open.Count == 0 ? Array.Empty<Fact>() : [d.Fact("Data.NotStated", string.Join("; ", open.Select(f => f.Label)))]];
    }

    private static void WriteFlows(ReportDraft d)
    {
        var (w, dossier) = (d.Words, d.Dossier);
        d.Section("Data.Flows");
        d.Table("Data.Flows.Table",
            [d.Column("Data.Flow", 1.4), d.Column("Data.FromTo", 2.2), d.Column("Data.What", 2.4), d.Column("Data.Why", 2), d.Column("Data.Safeguards", 2)],
            dossier.Flows.Select(f => (IReadOnlyList<string>)
            [
                $"{dossier.Code(f.Id)} {f.Name}",
                w["Data.FromToText", From(d, f), w.Or(dossier.OrganisationName(f.RecipientId))],
                Names(d, dossier.Passed(f)) + (string.IsNullOrWhiteSpace(f.Frequency) ? "" : "\n" + f.Frequency),
                w["Data.WhyText", w.Or(dossier.Purposes.FirstOrDefault(p => p.Id == f.PurposeId)?.Name), w.Of(dossier.BasisOf(f)) + (string.IsNullOrWhiteSpace(f.LegalReference) ? "" : w["InBrackets", f.LegalReference])],
                Safeguarded(d, f.Id) + (f.CrossesBorder ? "\n" + w["Data.Abroad", w.Or(f.Transfer)] : ""),
            ]));
        if (dossier.Flows.Any(f => f.CrossesBorder))
        {
            d.Note("Data.AbroadNote");
            d.Table("Data.Transfers", [d.Column("Data.Flow", 2), d.Column("Data.Transfers.Where", 2), d.Column("Data.Transfers.By", 2), d.Column("Data.Transfers.Assessed", 4)],
                dossier.Flows.Where(f => f.CrossesBorder).Select(f => (IReadOnlyList<string>)
                    [$"{dossier.Code(f.Id)} {f.Name}", w.Or(f.Transfer), w.Of(f.TransferInstrument), f.NeedsTransferAssessment || !string.IsNullOrWhiteSpace(f.TransferAssessment) ? w.Or(f.TransferAssessment) : ""]));
        }
    }

    /// <summary>The type's legal category; empty for ordinary personal data.</summary>
    public static string Kind(ReportDraft d, string typeId) => d.Dossier.Term(typeId) switch
    {
        { SpecialCategory: true } => d.Words["Data.Special"],
        { InferredSpecial: true } => d.Words["Data.Inferred"],
        _ => "",
    };

    public static string Names(ReportDraft d, IEnumerable<string> ids) => d.Words.List(ids.Select(id => d.Dossier.Term(id).Name));

    private static string Safeguarded(ReportDraft d, Guid place) => d.Words.List(d.Dossier.SafeguardsOn(place).Select(m => Safeguards.Tell(m, d.Words.Culture)));

    private static string From(ReportDraft d, DataFlow flow) => d.Words.Or(
        flow.SourceDatasetId is { } set ? d.Dossier.DatasetOf(set)?.Name
        : flow.SourceFlowId is { } before ? d.Words["Data.CopyOf", d.Dossier.Code(before)] : null);

    private static string Resolution(ReportDraft d, DataItem item) =>
        string.Join("; ", new[] { item.SpaceResolution, item.TimeResolution,
            ConditionText.Facets(item, d.Words.Culture) }.Where(r => !string.IsNullOrWhiteSpace(r)));
}
