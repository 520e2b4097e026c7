using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Pdf;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>Produces the files of a frozen version.</summary>
internal static class FrozenVersion
{
    /// <summary>The names by which documents are downloaded.</summary>
    public static readonly IReadOnlyDictionary<string, DocumentKind> Documents = new Dictionary<string, DocumentKind>(StringComparer.Ordinal)
    {
        ["report.pdf"] = DocumentKind.Report,
        ["decision-paper.pdf"] = DocumentKind.DecisionPaper,
        ["summary.pdf"] = DocumentKind.PublicSummary,
    };

    /// <summary>Tells files of the same version apart: PIA-2026-001-v1.pdf, PIA-2026-001-v1-summary.pdf.</summary>
    public static string FileName(string reference, int number, DocumentKind kind) =>
        kind == DocumentKind.Report ? FileName(reference, number, "pdf") : string.Create(CultureInfo.InvariantCulture, $"{reference}-v{number}-{Documents.First(d => d.Value == kind).Key}");

    /// <summary>A file name that identifies the version: PIA-2026-001-v1.json.</summary>
    public static string FileName(string reference, int number, string extension) =>
        string.Create(CultureInfo.InvariantCulture, $"{reference}-v{number}.{extension}");

    /// <summary>The frozen JSON. If its hash doesn't match any more, it is not handed out.</summary>
    public static string Json(AssessmentVersion version) =>
        version.IsWhole ? version.Json : throw new InvalidDataException($"Version {version.Id} is not what was frozen: its hash differs.");

    /// <inheritdoc cref="Json(AssessmentVersion)"/>
    public static string Json(DecisionRecord decision) =>
        decision.IsWhole ? decision.Json : throw new InvalidDataException($"Decision {decision.Id} is not what was frozen: its hash differs.");

    /// <summary>A document in its last form, as a function of its sources, the language and the time of production.</summary>
    /// <returns>Null for a paper about a version that nobody decides on.</returns>
    public static byte[]? Pdf(DocumentSources sources, DocumentKind kind, CultureInfo culture, DateTimeOffset producedAt)
    {
        var (version, standing) = (sources.Version, sources.Standing);
        if (kind == DocumentKind.DecisionPaper && standing is null)
            return null;
        var dossier = CanonicalJson.Read(Json(version));
        var info = new VersionInfo(version.Number, version.Sha256, version.FrozenAt, version.FrozenBy, version.Statement)
        {
            Contact = new() { Contact = version.Contact, OfficerName = version.OfficerName, OfficerContact = version.OfficerContact },
            VerifyAt = version.PublicAddress is { } address ? address.TrimEnd('/') + Addresses.Verify : null,
        };
        (int, Dossier)? before = sources.Before is { } earlier ? (earlier.Number, CanonicalJson.Read(Json(earlier))) : null;
        var document = kind switch
        {
            DocumentKind.DecisionPaper => PdfReportWriter.Fitting(DecisionPaper.Drafts(dossier, info, version.CityName, culture, standing!, before), DecisionPaper.MostPages),
            DocumentKind.PublicSummary => PdfReportWriter.Fitting(PublicSummary.Drafts(dossier, info, version.CityName, culture, standing), PublicSummary.MostPages),
            _ => AssessmentReport.Build(dossier, info, version.CityName, culture, sources.Logo, standing),
        };
        document = document with { Attachments = [.. Attachments(sources, kind)] };
        using var file = new MemoryStream();
        PdfReportWriter.Write(document, producedAt, file);
        return file.ToArray();
    }

    /// <summary>
    /// What the document was made of: the report carries dossier and decision, the paper the decision alone, since a council may publish it, and
    /// the public summary nothing.
    /// </summary>
    private static IEnumerable<Attachment> Attachments(DocumentSources sources, DocumentKind kind)
    {
        if (kind == DocumentKind.Report)
            yield return new(DownloadVersion.Dossier, "The version as it was frozen", "application/json", Encoding.UTF8.GetBytes(Json(sources.Version)), sources.Version.FrozenAt);
        if (kind != DocumentKind.PublicSummary && sources.Decision is { } decision)
            yield return new(DownloadVersion.Decision, "The record of the decision", "application/json", Encoding.UTF8.GetBytes(Json(decision)), decision.FrozenAt);
    }

    /// <summary>Records that a report is handed out: the event says its hash, and the list of files leads from the hash to the version.</summary>
    public static async Task HandOut(PiaDbContext db, AssessmentVersion version, byte[] pdf, DocumentKind kind, Actor actor, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf));
        await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(AssessmentVersion), version.Id, version.AssessmentId, cancellationToken,
            Documents.First(d => d.Value == kind).Key, $$"""{"sha256":"{{sha256}}"}""");
        // Two downloads in the same second are the same file.
        await db.Database.ExecuteSqlAsync($"INSERT INTO report_files (sha256, version_id, produced_at) VALUES ({sha256}, {version.Id}, {actor.At}) ON CONFLICT DO NOTHING", cancellationToken);
    }
}
