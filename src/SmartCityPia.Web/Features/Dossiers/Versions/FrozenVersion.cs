using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>The files that are made of a frozen version.</summary>
internal static class FrozenVersion
{
    /// <summary>A name that says what it is outside of the application too: PIA-2026-001-v1.pdf.</summary>
    public static string FileName(string reference, int number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference}-v{number}.{extension}");

    /// <summary>The frozen text. What is no longer what was signed is not handed out: it would carry the hash of something else.</summary>
    public static string Json(AssessmentVersion version) =>
        version.IsWhole ? version.Json : throw new InvalidDataException($"Version {version.Id} is not what was frozen: its hash differs.");

    public static byte[] Pdf(AssessmentVersion version, string city, CultureInfo culture, DateTimeOffset producedAt)
    {
        var report = AssessmentReport.Build(CanonicalJson.Read(Json(version)),
            new(version.Number, version.Sha256, version.FrozenAt, version.FrozenBy, version.Statement), city, culture);
        using var file = new MemoryStream();
        PdfReportWriter.Write(report, producedAt, file);
        return file.ToArray();
    }

    /// <summary>Remembers a report that leaves, with the event that says so: the file proves itself when it comes back.</summary>
    /// <returns>The file's hash.</returns>
    public static async Task<string> HandOut(PiaDbContext db, AssessmentVersion version, byte[] pdf, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf));
        // Two of the same second are one file.
        await db.Database.ExecuteSqlAsync($"INSERT INTO report_files (sha256, version_id, produced_at) VALUES ({sha256}, {version.Id}, {now}) ON CONFLICT DO NOTHING", cancellationToken);
        return sha256;
    }
}
