using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>Stores which fields of the approved version are held back, and why.</summary>
public sealed class SaveRedactions(PiaDbContext db)
{
    /// <summary>A field is told.</summary>
    public const string Tell = "Tell";

    /// <param name="choices">By key: a reason, <see cref="Tell"/>, or nothing where a vendor's mark stays undecided.</param>
    /// <param name="seen">What the person saw (<see cref="EntryInHand.Seen"/>).</param>
    /// <returns>Changed where somebody decided otherwise meanwhile, or another version was approved.</returns>
    public Task<Outcome> Handle(Assessment assessment, IReadOnlyDictionary<string, string?> choices, string? seen, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RegisterLock.Take(db, assessment, cancellationToken);
        if (await db.EntryInHand(assessment, cancellationToken) is not { } hand || hand.Seen != seen)
            return new Outcome.Changed();
        var stored = await db.Redactions.Where(r => r.OwnerId == assessment.Id && r.VersionNumber == hand.Record.VersionNumber).ToDictionaryAsync(r => r.Key, StringComparer.Ordinal, cancellationToken);
        foreach (var field in hand.Record.Fields.Where(RegisterEntry.MayBeHeldBack))
        {
            if (!choices.TryGetValue(field.Key, out var choice) || string.IsNullOrEmpty(choice))
                continue;
            RedactionReason? reason = null;
            if (choice != Tell)
            {
                if (!Enum.TryParse<RedactionReason>(choice, out var known) || !Enum.IsDefined(known) || known.ToString() != choice)
                    return new Outcome.Invalid([new("", "NotOffered")]);
                reason = known;
            }
            if (stored.TryGetValue(field.Key, out var row))
            {
                // That it is told although a vendor marked it stays on record.
                if (reason is null && !hand.Marked.ContainsKey(field.Key))
                    db.Remove(row);
                else
                    row.Reason = reason;
            }
            else if (reason is not null || hand.Marked.ContainsKey(field.Key))
            {
                db.Add(new Redaction { Id = Guid.CreateVersion7(actor.At), OwnerId = assessment.Id, VersionNumber = hand.Record.VersionNumber, Key = field.Key, Reason = reason });
            }
        }
        await db.SaveAsync(actor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });
}

internal static class RegisterLock
{
    /// <summary>Who holds back and who publishes act one after the other: nothing is published that somebody holds back at the same moment.</summary>
    public static Task Take(PiaDbContext db, Assessment assessment, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM services WHERE id = {assessment.ServiceId} FOR UPDATE", cancellationToken);
}
