using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using SmartCityPia.Data;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Sends a stored file. The event is written before the first byte.</summary>
public sealed class SendFile(PiaDbContext db, ILogger<SendFile> log)
{
    public async Task Handle(EvidenceVersion version, HttpContext http, Actor actor, CancellationToken cancellationToken)
    {
        await db.RecordAsync(actor, "Downloaded", nameof(EvidenceVersion), version.Id, version.OwnerId, cancellationToken,
            version.FileName);
        var response = http.Response;
        // Stored files never change. Whoever kept one is told so; that they asked is on the trail all the same.
        var tag = new EntityTagHeaderValue($"\"{version.Sha256}\"");
        response.Headers.ETag = tag.ToString();
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = version.MediaType.StartsWith("text/", StringComparison.Ordinal) && !version.MediaType.Contains(';', StringComparison.Ordinal)
            ? version.MediaType + "; charset=utf-8" : version.MediaType;
        response.ContentLength = version.Size;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(version.FileName);
        response.Headers.ContentDisposition = disposition.ToString();
        // All responses have nosniff; downloads depend on it.
        response.Headers.XContentTypeOptions = "nosniff";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in EvidenceContent.Read(db, version.Id, cancellationToken))
        {
            hash.AppendData(block);
            await response.Body.WriteAsync(block, cancellationToken);
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != version.Sha256)
        {
            log.LogError("Evidence {VersionId} is not what was uploaded: its hash differs.", version.Id);
            http.Abort();
        }
    }
}
