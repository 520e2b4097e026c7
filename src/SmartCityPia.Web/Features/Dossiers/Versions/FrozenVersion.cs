using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Images;
using SmartCityPia.Reports.Pdf;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Produces the files of a frozen version.</summary>
internal static class FrozenVersion
{
    /// <summary>A file name that identifies the version: PIA-2026-001-v1.pdf.</summary>
    public static string FileName(string reference, int number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference}-v{number}.{extension}");

    /// <summary>The frozen JSON. If its hash doesn't match any more, it is not handed out.</summary>
    public static string Json(AssessmentVersion version) =>
        version.IsWhole ? version.Json : throw new InvalidDataException($"Version {version.Id} is not what was frozen: its hash differs.");

    /// <inheritdoc cref="Json(AssessmentVersion)"/>
    public static string Json(DecisionRecord decision) =>
        decision.IsWhole ? decision.Json : throw new InvalidDataException($"Decision {decision.Id} is not what was frozen: its hash differs.");

    /// <summary>The logo that the version was frozen with.</summary>
    public static async Task<LogoImage?> Logo(PiaDbContext db, AssessmentVersion version, CancellationToken cancellationToken) =>
        version.LogoSha256 is not { } sha256 ? null
            : LogoImage.Read(await new SaveCitySettings(db).Logo(sha256, cancellationToken) ?? throw new InvalidDataException($"The logo of version {version.Id} is not what it was."));

    public static byte[] Pdf(AssessmentVersion version, VersionStanding? standing, LogoImage? logo, CultureInfo culture, DateTimeOffset producedAt)
    {
        var report = AssessmentReport.Build(CanonicalJson.Read(Json(version)),
            new(version.Number, version.Sha256, version.FrozenAt, version.FrozenBy, version.Statement), version.CityName, culture, logo, standing);
        using var file = new MemoryStream();
        PdfReportWriter.Write(report, producedAt, file);
        return file.ToArray();
    }

    /// <summary>Records that a report is handed out: the event says its hash, and the list of files leads from the hash to the version.</summary>
    public static async Task HandOut(PiaDbContext db, AssessmentVersion version, byte[] pdf, Actor actor, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf));
        await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(AssessmentVersion), version.Id, version.AssessmentId, cancellationToken,
            DownloadVersion.Report, $$"""{"sha256":"{{sha256}}"}""");
        // Two downloads in the same second are the same file.
        await db.Database.ExecuteSqlAsync($"INSERT INTO report_files (sha256, version_id, produced_at) VALUES ({sha256}, {version.Id}, {actor.At}) ON CONFLICT DO NOTHING", cancellationToken);
    }
}
