using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>A file for download.</summary>
/// <param name="Sha256">Of the content, if it is the same in every download; a report says when it was handed out.</param>
public sealed record Download(byte[] Content, string ContentType, string Name, string? Sha256);

/// <summary>Downloads a frozen version. The event is written before the first byte is sent.</summary>
public sealed class DownloadVersion(PiaDbContext db)
{
    public const string Report = "report.pdf";
    public const string Dossier = "dossier.json";

    /// <returns>Null if there is no such version.</returns>
    public async Task<Download?> Handle(Guid assessmentId, string reference, int number, string file, Actor actor,
        CancellationToken cancellationToken)
    {
        var version = await db.AssessmentVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.AssessmentId == assessmentId && v.Number == number, cancellationToken);
        if (version is null)
            return null;
        var download = file == Report
            ? new Download(FrozenVersion.Pdf(version, await FrozenVersion.Logo(db, version, cancellationToken), CultureInfo.CurrentUICulture, actor.At), "application/pdf",
                FrozenVersion.FileName(reference, number, "pdf"), null)
            : new Download(Encoding.UTF8.GetBytes(FrozenVersion.Json(version)), "application/json",
                FrozenVersion.FileName(reference, number, "json"), version.Sha256);
        if (file == Report)
            await FrozenVersion.HandOut(db, version, download.Content, actor, cancellationToken);
        else
            await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(AssessmentVersion), version.Id, assessmentId, cancellationToken, file, $$"""{"sha256":"{{version.Sha256}}"}""");
        return download;
    }
}
