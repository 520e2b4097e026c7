using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCityPia.Data;
using SmartCityPia.Data.Evidence;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Stores a file as the next version of a piece of evidence: all of it, or nothing.</summary>
public sealed class StoreFile(PiaDbContext db, IOptions<EvidenceOptions> options)
{
    /// <param name="item">Added where there is none of its id.</param>
    /// <param name="open">Asked within the transaction, whether files may be added now; may change what is saved with it.</param>
    /// <returns>False where they may not.</returns>
    /// <exception cref="RefusedFileException">There is no room for it.</exception>
    public async Task<bool> Handle(EvidenceItem item, ReceivedFile file, Func<Task<bool>> open, Actor actor, CancellationToken cancellationToken)
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
            var newest = await db.EvidenceVersions.AsNoTracking().Where(v => v.EvidenceId == item.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(cancellationToken);
            // A double click sends the same file twice: the second finds it stored.
            if (newest is { RemovedAt: null } && newest.Sha256 == file.Sha256)
                return true;
            var there = await db.EvidenceVersions.Where(v => v.OwnerId == item.OwnerId && v.RemovedAt == null)
                .GroupBy(_ => 1).Select(g => new { Files = g.Count(), Bytes = g.Sum(v => v.Size) }).SingleOrDefaultAsync(cancellationToken);
            if (there?.Files >= options.Value.MaxFiles)
                throw new RefusedFileException("FilesTooMany", options.Value.MaxFiles.ToString(System.Globalization.CultureInfo.CurrentCulture));
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

/// <summary>Removes the content of one version. Its record, with the reason, stays.</summary>
public sealed class RemoveFile(PiaDbContext db)
{
    /// <returns>False where files may not be removed now.</returns>
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
    /// <summary>One after the other in an assessment, so that the limits hold and two answers do not cross.</summary>
    public static Task<int> Take(PiaDbContext db, Guid assessmentId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"select 1 from assessments where id = {assessmentId} for no key update", cancellationToken);
}
