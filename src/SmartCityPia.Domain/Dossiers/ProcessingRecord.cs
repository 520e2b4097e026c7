using System.Globalization;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Domain.Dossiers;

/// <summary>The parts of a record of processing (GDPR, Article 30(1)), in the order of the law; last, who processes on behalf.</summary>
public enum RecordPart { Controllers, Purposes, People, Data, Recipients, Transfers, Retention, Security, Processors }

/// <param name="Held">What the description says, a line each.</param>
/// <param name="Missing">The fields that would have to say it.</param>
public sealed record RecordLine(RecordPart Part, IReadOnlyList<string> Held, IReadOnlyList<LawPlace> Missing);

/// <summary>The record of processing of one service, computed from its description and from what the city added to it. Nothing is typed for it alone.</summary>
public sealed record ProcessingRecord(string Reference, string Service, string Agency, IReadOnlyList<RecordLine> Lines)
{
    public int Missing => Lines.Sum(l => l.Missing.Count);

    public static ProcessingRecord Of(Dossier d, CultureInfo? culture = null)
    {
        var t = new Telling(d, culture);
        return new(d.Head.Reference, d.Service.Name, d.Head.Agency,
        [
            t.Rows(RecordPart.Controllers, d.Stakeholders.Where(s => s.Role is StakeholderRole.Controller or StakeholderRole.JointController),
                s => t.Text("Role", d.OrganisationName(s.OrganisationId), t.Word(s.Role))),
            t.Rows(RecordPart.Purposes, d.Purposes,
                p => p.LegalBasis is { } basis ? t.Text("Basis", p.Name, t.Word(basis), string.IsNullOrWhiteSpace(p.LegalReference) ? "" : ", " + p.LegalReference) : p.Name,
                (nameof(PurposeDetails.LegalBasis), p => p.LegalBasis is not null), (nameof(PurposeDetails.LegalReference), p => !p.NamesNoLaw())),
            t.Rows(RecordPart.People, d.Groups, g => string.IsNullOrWhiteSpace(g.Size) ? g.Name : t.Text("Role", g.Name, g.Size)),
            t.Rows(RecordPart.Data, d.Datasets, s => t.Text("Data", s.Name, string.Join(", ", d.ItemsOf(s.Id).Select(i => d.Term(i.TypeId).Name))), (nameof(DatasetDetails.Name), s => d.ItemsOf(s.Id).Any())),
            t.Rows(RecordPart.Recipients, d.Flows.DistinctBy(f => f.RecipientId), f => d.OrganisationName(f.RecipientId)),
            d.Flows.Any(f => f.CrossesBorder)
                ? t.Rows(RecordPart.Transfers, d.Flows.Where(f => f.CrossesBorder),
                    f => t.Text("Role", d.OrganisationName(f.RecipientId), string.Join(", ", new[] { f.Transfer, t.Word(f.TransferInstrument) }.Where(x => !string.IsNullOrWhiteSpace(x)))),
                    (nameof(DataFlowDetails.Transfer), f => !string.IsNullOrWhiteSpace(f.Transfer)), (nameof(DataFlowDetails.TransferInstrument), f => f.TransferInstrument is not null))
                : new(RecordPart.Transfers, [t.Text("NoTransfer")], []),
            t.Rows(RecordPart.Retention, d.Datasets,
                s => t.Text("Data", s.Name, string.Join("; ", new[] { s.Retention, s.Deletion }.Where(x => !string.IsNullOrWhiteSpace(x)))),
                (nameof(DatasetDetails.Retention), s => !string.IsNullOrWhiteSpace(s.Retention)), (nameof(DatasetDetails.Deletion), s => !string.IsNullOrWhiteSpace(s.Deletion))),
            t.Rows(RecordPart.Security, d.Measures.Where(m => m.State is not (MeasureState.Proposed or MeasureState.Rejected)).DistinctBy(m => m.Name, StringComparer.Ordinal), m => t.Text("Role", m.Name, t.Word(m.State))),
            d.Stakeholders.Any(s => s.IsProcessor)
                ? t.Rows(RecordPart.Processors, d.Stakeholders.Where(s => s.IsProcessor),
                    s => t.Text("Role", d.OrganisationName(s.OrganisationId), string.Join(", ", new[] { s.Agreement is null ? t.Word(s.Role) : t.Word(s.Agreement), s.AgreementReference }.Where(x => !string.IsNullOrWhiteSpace(x)))),
                    (nameof(StakeholderDetails.Agreement), s => s.Agreement is AgreementState.Agreed or AgreementState.NotNeeded))
                : new(RecordPart.Processors, [t.Text("NoProcessor")], []),
        ]);
    }

    private sealed record Telling(Dossier Dossier, CultureInfo? Culture)
    {
        public string Text(string key, params object?[] arguments)
        {
            var text = Words.Find(typeof(ProcessingRecord), key, Culture) ?? key;
            return arguments.Length == 0 ? text : string.Format(Culture ?? CultureInfo.CurrentCulture, text, arguments);
        }

        public string Word(Enum? value) => value is null ? "" : Words.Of(value, Culture);

        public RecordLine Rows<TRow>(RecordPart part, IEnumerable<TRow> rows, Func<TRow, string> tell, params (string Field, Func<TRow, bool> IsThere)[] fields) where TRow : IRow
        {
            List<TRow> all = [.. rows];
            return all.Count == 0 ? new(part, [], [new(typeof(TRow).Name, null, null, null, "")])
                : new(part, [.. all.Select(tell).Distinct(StringComparer.Ordinal)], [.. all.SelectMany(r => fields.Where(f => !f.IsThere(r)).Select(f => LawTable.Place(Dossier, r, f.Field)))]);
        }
    }
}
