using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Register;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Register;
using SmartCityPia.Web.Features.Register.Publishing;

namespace SmartCityPia.Web.Demo;

/// <summary>What the demo city has published: one entry, which holds back who receives one dataset, and what people asked about it.</summary>
internal sealed class DemoRegister(PiaDbContext db, SaveRedactions redact, PublishEntry publish)
{
    public async Task Handle(Guid assessmentId, Account officer, Account reviewer, DateTimeOffset now)
    {
        var assessment = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessmentId);
        var hand = await Hand(assessment);
        var hidden = hand.Record.Fields.First(f => f.Part == PublicPart.Recipients);
        Done(await redact.Handle(assessment, new Dictionary<string, string?>(StringComparer.Ordinal) { [hidden.Key] = nameof(RedactionReason.TradeSecret) }, hand.Seen, ConcludeService.On(officer, now, 12, 10), CancellationToken.None));
        Done(await publish.Handle(assessment, (await Hand(assessment)).Seen, ConcludeService.On(reviewer, now, 11, 40), CancellationToken.None));
        await Ask(assessment, officer, now);
    }

    /// <summary>One message is answered and published, one waits.</summary>
    private async Task Ask(Assessment assessment, Account officer, DateTimeOffset now)
    {
        var slug = await db.Publications.Where(p => p.OwnerId == assessment.Id).Select(p => p.Slug).FirstAsync();
        db.ChangeTracker.Clear();
        var answered = PublicQuestion.Of(new() { Kind = QuestionKind.Opinion, Text = "The sign hangs so high that my daughter in her wheelchair cannot read it. Please hang it lower, and say on it how long you keep the data.", MayPublish = true }, assessment.Id, slug, Key(), now.AddDays(-9));
        answered.Respond(new() { Outcome = QuestionOutcome.TakenUp, Answer = "You are right, thank you. The signs hang at 1.2 metres from next week on, and they say how long the data is kept.", Effect = "Signs are hung lower, and tell the time of keeping.", Publish = true }, ConcludeService.On(officer, now, 6, 30));
        db.AddRange(answered, PublicQuestion.Of(new() { Kind = QuestionKind.Question, Text = "Can I see what is held about me, and whom do I ask?" }, assessment.Id, slug, Key(), now.AddDays(-3)));
        await db.SaveAsync(ConcludeService.On(officer, now, 6, 30), CancellationToken.None);
    }

    /// <summary>Nobody has the links of messages that nobody sent.</summary>
    private static string Key() => Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    private async Task<EntryInHand> Hand(Assessment assessment) => await db.EntryInHand(assessment, CancellationToken.None) ?? throw new InvalidDataException($"{assessment.Reference} is not approved.");

    private static void Done(Outcome outcome)
    {
        if (outcome is not Outcome.Done)
            throw new InvalidDataException($"The demo city cannot publish: {outcome}");
    }
}
