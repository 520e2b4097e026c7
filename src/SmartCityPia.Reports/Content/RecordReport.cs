using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Reports.Tables;

namespace SmartCityPia.Reports.Content;

/// <summary>The city's record of processing as a document. Pure: the same records give the same blocks.</summary>
public static class RecordReport
{
    public static ReportDocument Build(IReadOnlyList<ProcessingRecord> records, string city, CityContact contact, DateOnly day, CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(contact);
        var w = new ReportWords(culture);
        var blocks = new List<Block>
        {
            new Cover(city, w["Record.Kind"], w["Record.Title"], w["Record.AsOf", w.Day(day)], [.. RecordSheets.Contact(w, city, contact)], w["Record.Computed"]),
            new Contents(w["Contents"], 1),
        };
        foreach (var (record, i) in records.Select((r, i) => (r, i)))
        {
            blocks.Add(new Heading(1, record.Service, NewPage: i == 0));
            blocks.Add(new Paragraph(w["Record.Of", record.Reference, record.Agency], Muted: true));
            blocks.Add(new Table(w["Record.Table", record.Service], [new(w["Record.Part"], 2), new(w["Record.Held"], 5), new(w["Record.Missing"], 2.6)],
                [.. record.Lines.Select(l => (IReadOnlyList<string>)[Words.Of(l.Part, culture), l.Held.Count == 0 ? w["NotStated"] : string.Join('\n', l.Held), string.Join('\n', l.Missing.Select(m => m.Text(culture)))])]));
        }
        if (records.Count == 0)
            blocks.Add(new Paragraph(w["Record.None"]));
        return new(
            w["Record.Title"], w["Record.Kind"], city, culture.Name, w["Record.Title"], w["Record.AsOf", w.Day(day)],
            string.Create(CultureInfo.InvariantCulture, $"record/{day:yyyy-MM-dd}"), blocks);
    }
}

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
            new(w["Record.Sheet.City"], [40, 70], [[w["Record.What"], w["Record.Said"]], .. Contact(w, city, contact).Select(f => (IReadOnlyList<string>)[f.Label, f.Value])]),
        ];
    }

    internal static IEnumerable<Fact> Contact(ReportWords w, string city, CityContact contact) =>
    [
        new(w["Record.City"], city), new(w["Record.Contact"], w.Or(contact.Contact)),
        new(w["Record.Officer"], w.Or(string.Join(", ", new[] { contact.OfficerName, contact.OfficerContact }.Where(t => !string.IsNullOrWhiteSpace(t))))),
    ];
}
