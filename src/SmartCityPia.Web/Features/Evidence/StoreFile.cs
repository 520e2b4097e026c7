using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Stores a file as the next version of a piece of evidence, in one transaction.</summary>
public sealed class StoreFile(PiaDbContext db, IOptions<EvidenceOptions> options)
{
    /// <param name="item">Added if it isn't stored yet.</param>
    /// <param name="open">Called within the transaction. Returns whether files may be added now; may change rows that are saved with the
    /// file.</param>
    /// <returns>False if <paramref name="open"/> returned false.</returns>
    /// <exception cref="RefusedFileException">There is no space for the file.</exception>
    public async Task<bool> Handle(EvidenceItem item, ReceivedFile file,
        Func<Task<bool>> open, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await EvidenceLock.Take(db, item.OwnerId, cancellationToken);
            if (!await open())
                return false;
            var stored = await db.EvidenceItems.SingleOrDefaultAsync(i => i.Id == item.Id, cancellationToken);
            if (stored is not null && stored.OwnerId != item.OwnerId)
                return false;
            var newest = await db.EvidenceVersions.AsNoTracking().Where(v => v.EvidenceId == item.Id).OrderByDescending(v => v.Number)
                .FirstOrDefaultAsync(cancellationToken);
            // A double click sends the same file twice; the second post finds it stored.
            if (newest is { RemovedAt: null } && newest.Sha256 == file.Sha256)
                return true;
            var there = await db.EvidenceVersions.Where(v => v.OwnerId == item.OwnerId && v.RemovedAt == null)
                .GroupBy(_ => 1).Select(g => new { Files = g.Count(), Bytes = g.Sum(v => v.Size) }).SingleOrDefaultAsync(cancellationToken);
            if (there?.Files >= options.Value.MaxFiles)
                throw new RefusedFileException("FilesTooMany",
                    options.Value.MaxFiles.ToString(System.Globalization.CultureInfo.CurrentCulture));
            if ((there?.Bytes ?? 0) + file.File.Content.Length > options.Value.MaxTotalBytes)
                throw new RefusedFileException("FilesTooLarge", Size.Of(options.Value.MaxTotalBytes));

            if (stored is null)
                db.Add(item);
            var version = new EvidenceVersion
            {
                Id = Guid.CreateVersion7(actor.At),
                OwnerId = item.OwnerId,
                EvidenceId = item.Id,
                Number = (newest?.Number ?? 0) + 1,
                FileName = file.Name,
                MediaType = file.File.MediaType,
                Size = file.File.Content.Length,
                Sha256 = file.Sha256,
                UploadedAt = actor.At,
                UploadedBy = actor.Name,
                Scan = file.Scan,
                MetadataRemoved = file.File.MetadataRemoved,
            };
            db.Add(version);
            await db.SaveAsync(actor, cancellationToken);
            if (await EvidenceContent.Write(db, version.Id, file.File.Content, cancellationToken) != file.Sha256)
                throw new IOException("The uploaded file changed while it was stored.");
            await transaction.CommitAsync(cancellationToken);
            return true;
        }
        catch (Exception e) when (Refusals.IsFull(e))
        {
            throw new RefusedFileException("DiskFull");
        }
    }
}

/// <summary>Removes the content of one version. The record and the reason remain.</summary>
public sealed class RemoveFile(PiaDbContext db)
{
    /// <returns>False if files may not be removed now.</returns>
    public async Task<bool> Handle(Guid versionId, string reason, Func<Task<bool>> open, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await open())
            return false;
        (await db.EvidenceVersions.SingleAsync(v => v.Id == versionId, cancellationToken)).Remove(reason, actor.At);
        await EvidenceContent.Drop(db, versionId, cancellationToken);
        await db.SaveAsync(actor, cancellationToken, reason);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

internal static class EvidenceLock
{
    /// <summary>Serialises writes per assessment, so that the limits hold and two answers don't interfere.</summary>
    public static Task<int> Take(PiaDbContext db, Guid assessmentId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select 1 from assessments where id = {assessmentId} for no key update", cancellationToken);
}
