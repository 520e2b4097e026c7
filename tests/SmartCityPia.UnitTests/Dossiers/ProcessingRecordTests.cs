using System.Globalization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Findings;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Tables;
using SmartCityPia.UnitTests.Reports;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class ProcessingRecordTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Of_FilledAssessment_SaysEveryPartAndLacksNothing()
    {
        var record = ProcessingRecord.Of(RichDossier.Filled().WithFindings(), English);

        Assert.Equal(Enum.GetValues<RecordPart>(), record.Lines.Select(l => l.Part));
        Assert.All(record.Lines, l => Assert.NotEmpty(l.Held));
        Assert.Equal(0, record.Missing);
        Assert.DoesNotContain(record.Lines.SelectMany(l => l.Held), t => t.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public void Of_FieldEmptied_LeadsToIt()
    {
        var dossier = RichDossier.Filled();
        dossier.Datasets[1].Deletion = " ";
        dossier.Purposes[0].LegalBasis = null;

        var record = ProcessingRecord.Of(dossier, English);

        Assert.Equal(2, record.Missing);
        Assert.Equal((dossier.Datasets[1].Id, nameof(Dataset.Deletion)), (Assert.Single(Line(record, RecordPart.Retention).Missing).RowId!.Value, Line(record, RecordPart.Retention).Missing[0].Field));
        Assert.Equal(nameof(Purpose.LegalBasis), Assert.Single(Line(record, RecordPart.Purposes).Missing).Field);
    }

    [Fact]
    public void Of_NothingDescribed_NamesTheKindsOfRows()
    {
        var record = ProcessingRecord.Of(RichDossier.Prefilled() with { Purposes = [], Groups = [], Datasets = [], Items = [], Flows = [], Stakeholders = [], Measures = [] }, English);

        Assert.All(record.Lines.Where(l => l.Part is not (RecordPart.Transfers or RecordPart.Processors)), l => Assert.Null(Assert.Single(l.Missing).RowId));
    }

    [Fact]
    public void Sheets_Records_HaveARowForEachServiceAndEachGap()
    {
        var dossier = RichDossier.Filled();
        dossier.Datasets[0].Deletion = null;
        var record = ProcessingRecord.Of(dossier, English);

        var sheets = RecordSheets.Of([record], "Aldermere", new CityContact { OfficerName = "Bram Osei" }, English);

        Assert.Equal([2, 2, 4], sheets.Select(s => s.Rows.Count));
        Assert.All(sheets, s => Assert.All(s.Rows, r => Assert.Equal(s.Rows[0].Count, r.Count)));
        Assert.Contains(dossier.Datasets[0].Name, sheets[1].Rows[1][3], StringComparison.Ordinal);
        Assert.Contains(sheets[2].Rows, r => r.Contains("Bram Osei", StringComparer.Ordinal));
    }

    [Fact]
    public void Report_Records_HasAHeadingForEachService()
    {
        var record = ProcessingRecord.Of(RichDossier.Filled(), English);

        var report = RecordReport.Build([record], "Aldermere", new(), new(2026, 11, 29), English);

        Assert.Equal(record.Service, Assert.Single(report.Blocks.OfType<Heading>()).Text);
        Assert.Equal(record.Lines.Count, Assert.Single(report.Blocks.OfType<Table>()).Rows.Count);
    }

    private static RecordLine Line(ProcessingRecord record, RecordPart part) => record.Lines.Single(l => l.Part == part);
}
