using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Register.Questions;

/// <summary>Takes what somebody without an account says about a service.</summary>
public sealed class AskQuestion(PiaDbContext db, TimeProvider clock)
{
    /// <param name="key">Of the form's ticket: the same form sent again is the same question.</param>
    public async Task Handle(PublishedEntry entry, PublicQuestionDetails details, string key, string requestId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var outcome = await db.Try(async () =>
        {
            db.ChangeTracker.Clear();
            var hash = PublicQuestion.HashOf(key);
            if (!await db.PublicQuestions.AnyAsync(q => q.KeySha256 == hash, cancellationToken))
            {
                db.Add(PublicQuestion.Of(details, entry.Publication.OwnerId, entry.Publication.Slug, key, now));
                await db.SaveAsync(Actor.System(requestId, now) with { Name = "Public register" }, cancellationToken);
            }
            return new Outcome.Done();
        });
        // Of two at the same moment the other one has saved it.
        outcome.WasFirst();
    }
}

/// <summary>How many questions one household or office may send.</summary>
public sealed class AskBudget(IConfiguration configuration) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
        SignInBudget.Network(http.Connection.RemoteIpAddress), _ => new() { PermitLimit = configuration.GetValue("Register:QuestionsPerHour", 20), Window = TimeSpan.FromHours(1) }));

    public bool Take(HttpContext http)
    {
        using var lease = _limiter.AttemptAcquire(http);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();
}
