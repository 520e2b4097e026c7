using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Daily job: deletes sessions a month after they began, when they have long been over, and wrong guesses after a day.</summary>
public sealed class ForgetSignIns(PiaDbContext db, SignInBudget budget, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public async Task Handle(CancellationToken cancellationToken)
    {
        var old = clock.GetUtcNow() - Kept;
        await db.Sessions.Where(s => s.CreatedAt < old).ExecuteDeleteAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.SpentTokens.Where(t => t.Until < now).ExecuteDeleteAsync(cancellationToken);
        await budget.Forget(cancellationToken);
    }
}
