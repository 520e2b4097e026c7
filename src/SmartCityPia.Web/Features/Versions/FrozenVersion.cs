using System.Globalization;
using SmartCityPia.Domain.Assessments;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;

namespace SmartCityPia.Web.Features.Versions;

/// <summary>The files that are made of a frozen version.</summary>
internal static class FrozenVersion
{
    /// <summary>A name that says what it is outside of the application too: PIA-2026-001-v1.pdf.</summary>
    public static string FileName(string reference, int number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference}-v{number}.{extension}");

    public static byte[] Pdf(AssessmentVersion version, string city, CultureInfo culture, DateTimeOffset producedAt)
    {
        var report = AssessmentReport.Build(CanonicalJson.Read(version.Json),
            new(version.Number, version.Sha256, version.FrozenAt, version.FrozenBy, version.Statement), city, culture);
        using var file = new MemoryStream();
        PdfReportWriter.Write(report, producedAt, file);
        return file.ToArray();
    }
}
