using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Register.Publishing;

/// <summary>Publishes the entry as it stands, or takes the service out of the register.</summary>
public sealed class PublishEntry(PiaDbContext db, ReviewPeople people)
{
    /// <summary>Pages of the register have these names.</summary>
    private static readonly string[] Reserved = ["about", "question"];

    /// <param name="seen">What the person saw (<see cref="EntryInHand.Seen"/>).</param>
    /// <returns>Changed where it is not that any more.</returns>
    public Task<Outcome> Handle(Assessment assessment, string? seen, Actor actor, CancellationToken cancellationToken) => Act(assessment, seen, actor, async (hand, by) =>
    {
        if (hand.Undecided.Any())
            return new Outcome.Invalid([new("", "MarksUndecided")]);
        var number = hand.Published.Count == 0 ? 1 : hand.Published[0].Number + 1;
        var slug = hand.Published.Count > 0 ? hand.Published[0].Slug : await FreeSlug(hand.Record.Fields.Single(f => f.Key == "service.name").Text, cancellationToken);
        var entry = RegisterEntry.Of(hand.Record, FrozenDecision.Read(hand.Decision), hand.Decision.Sha256, slug, number, hand.HeldBack, actor.At);
        db.Add(Publication.Of(entry, by, assessment.Id, await db.Services.SingleAsync(s => s.Id == assessment.ServiceId, cancellationToken), hand.Record.VersionNumber));
        return new Outcome.Done();
    }, cancellationToken);

    /// <param name="reason">For everybody.</param>
    public Task<Outcome> Withdraw(Assessment assessment, string reason, string? seen, Actor actor, CancellationToken cancellationToken) => Act(assessment, seen, actor, async (hand, by) =>
    {
        if (!hand.IsPublished)
            return new Outcome.Changed();
        var newest = hand.Published[0].Id;
        db.Add(PublicationWithdrawal.Of(await db.Publications.AsNoTracking().SingleAsync(p => p.Id == newest, cancellationToken), by, reason));
        return new Outcome.Done();
    }, cancellationToken);

    private Task<Outcome> Act(Assessment assessment, string? seen, Actor actor, Func<EntryInHand, ReviewActor, Task<Outcome>> act, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RegisterLock.Take(db, assessment, cancellationToken);
        if (await db.EntryInHand(assessment, cancellationToken) is not { } hand || hand.Seen != seen)
            return new Outcome.Changed();
        try
        {
            var outcome = await act(hand, await people.ActorOf(assessment, ReviewRole.Reviewer, actor, cancellationToken));
            if (outcome is not Outcome.Done)
                return outcome;
        }
        catch (ReviewRefusedException e)
        {
            return new Outcome.Forbidden(e.Error);
        }
        await db.SaveAsync(actor, cancellationToken);
        await PublicRegister.Tell(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Outcome.Done();
    });

    private async Task<string> FreeSlug(string name, CancellationToken cancellationToken)
    {
        var slug = Publication.SlugOf(name);
        var taken = await db.Publications.Where(p => p.Slug.StartsWith(slug)).Select(p => p.Slug).Distinct().ToListAsync(cancellationToken);
        return Enumerable.Range(1, taken.Count + 2).Select(n => n == 1 ? slug : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{slug}-{n}")).First(s => !Reserved.Contains(s, StringComparer.Ordinal) && !taken.Contains(s, StringComparer.Ordinal));
    }
}
