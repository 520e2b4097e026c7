using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Sealing;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Dossiers.Versions;

/// <summary>
/// Makes a document of a version. Where the city seals, it is made once for each version, decision with what became of it, kind and language,
/// kept, and handed out again byte for byte.
/// </summary>
public sealed class MakeDocument(PiaDbContext db, ReadDocumentSources read, Sealing sealing)
{
    /// <returns>Null for a paper about a version that nobody decides on.</returns>
    public async Task<byte[]?> Handle(AssessmentVersion version, DocumentKind kind, CultureInfo culture, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var sources = await read.Handle(version, kind, at, cancellationToken);
        if (sealing.Seal is not { } seal)
            return FrozenVersion.Pdf(sources, kind, culture, at);
        // The paper tells the state of conditions as of its day.
        var state = CanonicalJson.Sha256($"{sources.Standing?.Fingerprint} {(kind == DocumentKind.DecisionPaper ? sources.Standing?.Day.ToString("O", CultureInfo.InvariantCulture) : "")}");
        var name = kind.ToString();
        var kept = db.SealedFiles.AsNoTracking().Where(f => f.VersionId == version.Id && f.Kind == name && f.Language == culture.Name && f.State == state).Select(f => f.Content);
        if (await kept.FirstOrDefaultAsync(cancellationToken) is { } before)
            return before;
        if (FrozenVersion.Pdf(sources, kind, culture, at) is not { } pdf)
            return null;
        var content = PdfSeal.Write(pdf, seal.Name, FrozenVersion.FileName(sources.Reference, version.Number, kind), at, seal.Sign);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        // Of two that are made at once, one is kept and both are given that one.
        await db.Database.ExecuteSqlAsync($"INSERT INTO sealed_files (version_id, kind, language, state, sha256, sealed_at, content) VALUES ({version.Id}, {name}, {culture.Name}, {state}, {sha256}, {at}, {content}) ON CONFLICT DO NOTHING", cancellationToken);
        return await kept.FirstAsync(cancellationToken);
    }
}
