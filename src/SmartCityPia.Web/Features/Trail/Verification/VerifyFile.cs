using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Data.Trail;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Reports.Content;
using SmartCityPia.Reports.Sealing;
using SmartCityPia.Web.Features.Dossiers.Versions;
using SmartCityPia.Web.Infrastructure;

namespace SmartCityPia.Web.Features.Trail.Verification;

public enum FileVerdict
{
    /// <summary>It is a version of this city, exactly as downloaded.</summary>
    Authentic,

    /// <summary>It has the content of a version of this city, but different white space or order of fields.</summary>
    AuthenticReformatted,

    /// <summary>It is what this city makes of a version, but not one of the copies that it handed out.</summary>
    SameContent,

    /// <summary>It claims to be a version of this city, but differs from it.</summary>
    Altered,

    /// <summary>It is not a version of this city.</summary>
    NotOurs,

    /// <summary>It is neither a report nor a dossier.</summary>
    Unreadable,
}

/// <summary>The result for a file.</summary>
/// <param name="Version">The version it is or claims to be.</param>
/// <param name="Newest">The newest version of the same assessment.</param>
public sealed record Verification(FileVerdict Verdict, string Sha256, Guid AssessmentId = default, string Reference = "",
    AssessmentVersion? Version = null, int Newest = 0)
{
    public bool IsAuthentic => Verdict is FileVerdict.Authentic or FileVerdict.AuthenticReformatted;

    public bool IsSuperseded => IsAuthentic && Version!.Number < Newest;
}

/// <summary>
/// Checks whether a PDF or JSON file is an authentic version of this city. Nothing in the file is trusted, nor any row that the chain of the
/// trail does not tell of. A PDF is authentic if an event says that it was handed out. JSON is authentic if its canonical form has the hash
/// of a version. PDFs are never parsed, so a hostile one can do no harm.
/// </summary>
public sealed class VerifyFile(PiaDbContext db, ChainedEvents chain, ReadDocumentSources read, Sealing sealing, TimeProvider clock, IOptions<RequestLocalizationOptions> cultures)
{
    /// <summary>Size limit.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Most claimed versions that are tried. Our reports state fewer.</summary>
    private const int MaxClaims = 8;

    private const int MaxDepth = 64;

    public async Task<Verification> Handle(byte[] file, Actor actor, CancellationToken cancellationToken)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        var found = file.AsSpan().StartsWith("%PDF-"u8) ? await Pdf(file, sha256, cancellationToken)
            : await Json(file, sha256, cancellationToken);
        if (found.Version is { } version)
        {
            var assessment = await db.Assessments.AsNoTracking().Where(a => a.Id == version.AssessmentId)
                .Select(a => new { a.Reference, Newest = db.AssessmentVersions.Where(v => v.AssessmentId == a.Id).Max(v => v.Number) })
                    .SingleAsync(cancellationToken);
            found = found with { AssessmentId = version.AssessmentId, Reference = assessment.Reference, Newest = assessment.Newest };
        }
        await db.RecordAsync(actor, AuditVerbs.FileVerified, nameof(AssessmentVersion), found.Version?.Id
            ?? Guid.Empty, found.Version?.AssessmentId, cancellationToken,
            after: JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["sha256"] = sha256,
                ["verdict"] = found.Verdict.ToString()
            }));
        return found;
    }

    private async Task<Verification> Pdf(byte[] file, string sha256, CancellationToken cancellationToken)
    {
        if (await db.AssessmentVersions.AsNoTracking().SingleOrDefaultAsync(v => db.ReportFiles.Any(f => f.Sha256 == sha256 && f.VersionId == v.Id), cancellationToken) is { } listed
            && await chain.HandedOut(listed.Id, sha256, cancellationToken) && await chain.Froze(listed, cancellationToken))
            return new(FileVerdict.Authentic, sha256, Version: listed);
        // What stands before the city's own seal is a document as it was made; the seal says that the city made it.
        var seal = PdfSeal.Read(file);
        var isSealed = seal is not null && sealing.Seal?.Recognises(seal) == true;
        var document = isSealed ? file[..seal!.Length] : file;
        AssessmentVersion? named = null;
        // A document names reference, number and hash of its version. Producing one is expensive, so it is done once for each.
        foreach (var (hash, kind) in Stated(document, "<dc:identifier>").Select(Named).OfType<(string, DocumentKind)>().Distinct())
        {
            if (await Find(hash, cancellationToken) is not { } version)
                continue;
            named = version;
            if (!await chain.Froze(version, cancellationToken) || Stated(document, "<xmp:CreateDate>").FirstOrDefault() is not { } stated
                || !DateTimeOffset.TryParseExact(stated, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var producedAt)
                || producedAt < version.FrozenAt.AddSeconds(-1) || producedAt > clock.GetUtcNow())
                continue;
            // What a document says of the decision is what was known when it was made.
            var sources = await read.Handle(version, kind, producedAt, cancellationToken);
            if (cultures.Value.SupportedUICultures!.Any(culture => FrozenVersion.Pdf(sources, kind, culture, producedAt).AsSpan().SequenceEqual(document)))
                return new(isSealed || await chain.HandedOut(version.Id, sha256, cancellationToken) || await chain.HandedOutAt(version.Id, producedAt, cancellationToken)
                    ? FileVerdict.Authentic : FileVerdict.SameContent, sha256, Version: version);
        }
        return named is null ? new(FileVerdict.NotOurs, sha256) : new(FileVerdict.Altered, sha256, Version: named);
    }

    /// <summary>The version's hash and the kind of document, from what a document of ours says that it is.</summary>
    private static (string, DocumentKind)? Named(string identifier) => identifier.Split('/') switch
    {
        [_, _, { Length: 64 } hash] => (hash, DocumentKind.Report),
        [_, _, { Length: 64 } hash, var name] when Enum.TryParse<DocumentKind>(name, out var kind) && Enum.IsDefined(kind) => (hash, kind),
        _ => null,
    };

    private async Task<Verification> Json(byte[] file, string sha256, CancellationToken cancellationToken)
    {
        if (await Find(sha256, cancellationToken) is { } exact && await chain.Froze(exact, cancellationToken))
            return new(FileVerdict.Authentic, sha256, Version: exact);
        if (await Decided(sha256, cancellationToken) is { } decided)
            return new(FileVerdict.Authentic, sha256, Version: decided);
        var text = file.AsMemory();
        if (text.Span.StartsWith(Encoding.UTF8.Preamble))
            text = text[Encoding.UTF8.Preamble.Length..];
        try
        {
            // A duplicate member could show one value to a person and another to us.
            using var document = JsonDocument.Parse(text, new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return new(FileVerdict.Unreadable, sha256);
            // The assessment's id finds the version it claims to be. Canonicalising is expensive, so it is done only for files that name
            // one of ours.
            if (!root.TryGetProperty("head", out var head) || head.ValueKind != JsonValueKind.Object
                || !head.TryGetProperty("assessmentId", out var idText)
                || idText.ValueKind != JsonValueKind.String || !idText.TryGetGuid(out var id)
                || !root.TryGetProperty("versionNumber", out var numberText) || numberText.ValueKind != JsonValueKind.Number
                    || !numberText.TryGetDecimal(out var number)
                || await db.AssessmentVersions.AsNoTracking()
                    .SingleOrDefaultAsync(v => v.AssessmentId == id && v.Number == number, cancellationToken) is not { } named)
                return new(FileVerdict.NotOurs, sha256);
            return new(CanonicalJson.Sha256(CanonicalJson.Write(root)) == named.Sha256 && await chain.Froze(named, cancellationToken)
                ? FileVerdict.AuthenticReformatted : FileVerdict.Altered, sha256, Version: named);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // The last two are invalid Unicode.
            return new(FileVerdict.Unreadable, sha256);
        }
    }

    /// <summary>The version that a decision with this hash is about.</summary>
    private async Task<AssessmentVersion?> Decided(string sha256, CancellationToken cancellationToken)
    {
        var record = await db.DecisionRecords.AsNoTracking().OrderBy(d => d.Id).FirstOrDefaultAsync(d => d.Sha256 == sha256, cancellationToken);
        return record is null || !await chain.Froze(record, cancellationToken) ? null
            : await db.AssessmentVersions.AsNoTracking().SingleAsync(v => db.Reviews.Any(r => r.Id == record.ReviewId && r.OwnerId == v.AssessmentId && r.VersionNumber == v.Number), cancellationToken);
    }

    private Task<AssessmentVersion?> Find(string sha256, CancellationToken cancellationToken) =>
        db.AssessmentVersions.AsNoTracking().OrderBy(v => v.Id).FirstOrDefaultAsync(v => v.Sha256 == sha256, cancellationToken);

    /// <summary>The text after a tag in the file's metadata, which reports store uncompressed; last one first.</summary>
    private static List<string> Stated(ReadOnlySpan<byte> file, string tag)
    {
        var stated = new List<string>();
        var mark = Encoding.ASCII.GetBytes(tag);
        for (int at; stated.Count < MaxClaims && (at = file.LastIndexOf(mark)) >= 0; file = file[..at])
        {
            var value = file[(at + mark.Length)..];
            value = value[..Math.Min(value.Length, 200)];
            if (value.IndexOf((byte)'<') is >= 0 and var end)
                stated.Add(Encoding.ASCII.GetString(value[..end]));
        }
        return stated;
    }
}
