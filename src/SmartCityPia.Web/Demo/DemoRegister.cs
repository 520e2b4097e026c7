using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Web.Features.Register.Publishing;

namespace SmartCityPia.Web.Demo;

/// <summary>What the demo city has published: one entry, which holds back who receives one dataset.</summary>
internal sealed class DemoRegister(PiaDbContext db, SaveRedactions redact, PublishEntry publish)
{
    public async Task Handle(Guid assessmentId, Account officer, Account reviewer, DateTimeOffset now)
    {
        var assessment = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessmentId);
        var hand = await Hand(assessment);
        var hidden = hand.Record.Fields.First(f => f.Part == PublicPart.Recipients);
        Done(await redact.Handle(assessment, new Dictionary<string, string?>(StringComparer.Ordinal) { [hidden.Key] = nameof(RedactionReason.TradeSecret) }, hand.Seen, ConcludeService.On(officer, now, 12, 10), CancellationToken.None));
        Done(await publish.Handle(assessment, (await Hand(assessment)).Seen, ConcludeService.On(reviewer, now, 11, 40), CancellationToken.None));
    }

    private async Task<EntryInHand> Hand(Assessment assessment) => await db.EntryInHand(assessment, CancellationToken.None) ?? throw new InvalidDataException($"{assessment.Reference} is not approved.");

    private static void Done(Outcome outcome)
    {
        if (outcome is not Outcome.Done)
            throw new InvalidDataException($"The demo city cannot publish: {outcome}");
    }
}
