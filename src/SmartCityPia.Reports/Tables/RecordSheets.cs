using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.Reports.Tables;

/// <summary>The same as sheets of a workbook: a row for each service, and one for each field that is missing.</summary>
public static class RecordSheets
{
    public static IReadOnlyList<Workbook.Sheet> Of(IReadOnlyList<ProcessingRecord> records, string city, CityContact contact, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(contact);
        var w = new ReportWords(culture);
        var parts = Enum.GetValues<RecordPart>();
        return
        [
            new(w["Record.Sheet.Services"], [16, 34, 26, .. parts.Select(_ => 40d)],
            [
                [w["Record.Reference"], w["Record.Service"], w["Record.Agency"], .. parts.Select(p => Words.Of(p, culture))],
                .. records.Select(r => (IReadOnlyList<string>)[r.Reference, r.Service, r.Agency, .. parts.Select(p => string.Join('\n', r.Lines.Single(l => l.Part == p).Held))]),
            ]),
            new(w["Record.Sheet.Missing"], [16, 34, 30, 60],
            [
                [w["Record.Reference"], w["Record.Service"], w["Record.Part"], w["Record.Missing"]],
                .. records.SelectMany(r => r.Lines.SelectMany(l => l.Missing.Select(m => (IReadOnlyList<string>)[r.Reference, r.Service, Words.Of(l.Part, culture), m.Text(culture)]))),
            ]),
            new(w["Record.Sheet.City"], [40, 70], [[w["Record.What"], w["Record.Said"]], .. RecordReport.Contact(w, city, contact).Select(f => (IReadOnlyList<string>)[f.Label, f.Value])]),
        ];
    }
}
