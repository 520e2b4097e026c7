using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;

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
            new Cover(city, w["Record.Kind"], w["Record.Title"], w["Record.AsOf", w.Day(day)], [.. Contact(w, city, contact)], w["Record.Computed"]),
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

    internal static IEnumerable<Fact> Contact(ReportWords w, string city, CityContact contact) =>
    [
        new(w["Record.City"], city), new(w["Record.Contact"], w.Or(contact.Contact)),
        new(w["Record.Officer"], w.Or(string.Join(", ", new[] { contact.OfficerName, contact.OfficerContact }.Where(t => !string.IsNullOrWhiteSpace(t))))),
    ];
}
