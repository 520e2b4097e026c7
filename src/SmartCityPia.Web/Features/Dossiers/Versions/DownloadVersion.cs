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
public sealed class DownloadVersion(PiaDbContext db, MakeDocument make)
{
    public const string Report = "report.pdf";
    public const string Dossier = "dossier.json";

    public const string Decision = "decision.json";

    public static readonly IReadOnlyList<string> Files = [.. FrozenVersion.Documents.Keys, Dossier, Decision];

    /// <returns>Null if there is no such version, or it has no such file.</returns>
    public async Task<Download?> Handle(Guid assessmentId, string reference, int number, string file, Actor actor,
        CancellationToken cancellationToken)
    {
        var version = await db.AssessmentVersions.AsNoTracking()
            .SingleOrDefaultAsync(v => v.AssessmentId == assessmentId && v.Number == number, cancellationToken);
        if (version is null)
            return null;
        if (FrozenVersion.Documents.TryGetValue(file, out var kind))
        {
            if (await make.Handle(version, kind, CultureInfo.CurrentUICulture, actor.At, cancellationToken) is not { } pdf)
                return null;
            await FrozenVersion.HandOut(db, version, pdf, kind, actor, cancellationToken);
            return new(pdf, "application/pdf", FrozenVersion.FileName(reference, number, kind), null);
        }
        if (file == Dossier)
            return await Json(FrozenVersion.Json(version), version.Sha256, FrozenVersion.FileName(reference, number, "json"));
        var decision = await db.DecisionRecords.AsNoTracking().SingleOrDefaultAsync(d => db.Reviews.Any(r => r.Id == d.ReviewId && r.OwnerId == assessmentId && r.VersionNumber == number), cancellationToken);
        return decision is null ? null : await Json(FrozenVersion.Json(decision), decision.Sha256, FrozenVersion.FileName(reference, number, Decision));

        async Task<Download> Json(string text, string sha256, string name)
        {
            await db.RecordAsync(actor, AuditVerbs.Downloaded, nameof(AssessmentVersion), version.Id, assessmentId, cancellationToken, file, $$"""{"sha256":"{{sha256}}"}""");
            return new(Encoding.UTF8.GetBytes(text), "application/json", name, sha256);
        }
    }
}
