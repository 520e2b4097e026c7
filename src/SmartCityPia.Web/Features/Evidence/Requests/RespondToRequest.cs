using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Evidence;

namespace SmartCityPia.Web.Features.Evidence.Requests;

/// <summary>Reminds, refuses or withdraws an open request. None of these brings a file.</summary>
public sealed class RespondToRequest(PiaDbContext db)
{
    /// <returns>False if the request was closed meanwhile.</returns>
    public async Task<bool> Handle(EvidenceRequest request,
        Action<EvidenceRequest> step, string? reason, Actor actor, CancellationToken cancellationToken)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await EvidenceLock.Take(db, request.OwnerId, cancellationToken);
        var stored = await db.EvidenceRequests.SingleAsync(r => r.Id == request.Id, cancellationToken);
        if (!stored.IsOpen)
            return false;
        step(stored);
        await db.SaveAsync(actor, cancellationToken, reason);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}

/// <summary>Answers a request with a file. More files may follow.</summary>
public sealed class AnswerRequest(PiaDbContext db, StoreFile store)
{
    /// <returns>False if the request was refused or withdrawn meanwhile.</returns>
    /// <exception cref="RefusedFileException">There is no space for the file.</exception>
    public Task<bool> Handle(EvidenceRequest request, Guid newId, ReceivedFile file, string? text, Actor actor,
        CancellationToken cancellationToken)
    {
        var title = Path.GetFileNameWithoutExtension(file.Name) is { Length: > 0 } stem ? stem : file.Name;
        var item = new EvidenceItem
        {
            Id = newId,
            OwnerId = request.OwnerId,
            RequestId = request.Id,
            Title = title,
            Note = text,
            SubjectId = request.SubjectId,
            SubjectKind = request.SubjectKind,
        };
        return store.Handle(item, file, async () =>
        {
            var stored = await db.EvidenceRequests.SingleAsync(r => r.Id == request.Id, cancellationToken);
            if (!stored.IsOpen && stored.State != EvidenceRequestState.Received)
                return false;
            // The id comes from the form and might belong to another request.
            if (await db.EvidenceItems.AnyAsync(i => i.Id == newId && i.RequestId != request.Id, cancellationToken))
                return false;
            stored.Receive(text, actor.Name, actor.At);
            return true;
        }, actor, cancellationToken);
    }
}
