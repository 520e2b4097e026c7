using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Features.Reviews.Comments;
using SmartCityPia.Web.Features.Samples;

namespace SmartCityPia.Web.Demo;

/// <summary>What reviewer, data protection officer and officer did with the demo city's submitted versions.</summary>
internal sealed class DemoReviews(PiaDbContext db, ActOnReview act, WriteComment write, DossierReader reader)
{
    /// <summary>Sends a version back, so that its assessment is a draft again.</summary>
    public Task Return(Guid assessmentId, string reason, Account reviewer, DateTimeOffset now, int daysAgo) =>
        Act(assessmentId, ReviewRole.Reviewer, reviewer, now, daysAgo, 30, scene => scene.Review.RequestChanges(scene.Assessment, scene.By, reason));

    /// <summary>The reviews as they stand today; by the service's archetype.</summary>
    public async Task Handle(string archetype, Guid assessmentId, Account officer, Account reviewer, Account dpo, DateTimeOffset now)
    {
        switch (archetype)
        {
            case "S06":
                await Approve(assessmentId, reviewer, dpo, now);
                break;
            case "S07":
                await Judge(assessmentId, officer, reviewer, now);
                break;
            case "S02":
                await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 6, 0, scene => scene.Review.AskOpinion(scene.By,
                    "Is the public task enough as a legal basis for keeping the plates of those who only pass through, or is a shorter retention needed?"));
                break;
        }
        db.ChangeTracker.Clear();
    }

    private async Task Approve(Guid assessmentId, Account reviewer, Account dpo, DateTimeOffset now)
    {
        await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 30, 0, scene => scene.Review.AskOpinion(scene.By, "Are daily codes enough against following one person, and is the sign at the entrances?"));
        await Act(assessmentId, ReviewRole.DataProtectionOfficer, dpo, now, 27, 60, scene => scene.Review.GiveOpinion(scene.By, Opinion.WithReservations,
            "Counting serves the passengers and no milder means counts as well. The radio fingerprint makes the daily codes weaker than they look; it has to be dropped before the start. The signs are still missing at four stations.",
            "I have read version 1 and give this opinion as data protection officer."));
        if (await db.Reviews.AnyAsync(r => r.OwnerId == assessmentId && r.HighResidualRisks > 0))
        {
            await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 24, 0, scene => scene.Review.Consult(scene.By, new()
            {
                Consulted = PriorConsultation.Consulted,
                ConsultationReason = "The risk of being followed from station to station stays high until the fingerprint is dropped.",
                ConsultedOn = Day(now, 24),
                ConsultationReference = "DPA-ALD-0412",
            }, Day(now, 24)));
        }
        await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 20, 90, scene => scene.Review.Decide(scene.By, new()
        {
            Decision = Decision.ApproveWithConditions,
            Reason = "The benefit for passengers is shown and the data protection officer’s reservations can be met before the start.",
            Statement = "I have read version 1 of this assessment and take this decision for the city.",
            Conditions =
            [
                new() { Text = "Put up the signs at all entrances of the four stations that lack them.", Responsible = "Station operations", DueOn = Day(now, 8) },
                new() { Text = "Stop storing the radio fingerprint and show that it is gone.", Responsible = "Wi-Fi operator", DueOn = Day(now, 3) },
                new() { Text = "Report after three months how many people asked not to be counted.", Responsible = "Transport authority", DueOn = Day(now, -70) },
            ],
        }, scene.All, Day(now, 20)));
        var signs = await db.ReviewConditions.AsNoTracking().Where(c => c.OwnerId == assessmentId).OrderBy(c => c.DueOn).FirstAsync();
        await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 9, 20, scene => db.Add(signs.Close(scene.By, "Seen at all four stations on a walk with station operations.")));
    }

    private async Task Judge(Guid assessmentId, Account officer, Account reviewer, DateTimeOffset now)
    {
        var minutes = 0;
        foreach (var (step, verdict, text) in new (Step, Verdict, string?)[]
        {
            (Step.Screening, Verdict.Accepted, null),
            (Step.Service, Verdict.Accepted, null),
            (Step.Data, Verdict.ToImprove, "Say for each dataset who outside the authority can still reach last year’s release."),
            (Step.Risks, Verdict.ToCorrect, "The likelihood after measures assumes that the withdrawn copy is gone. It was downloaded: rate it as if it were still around."),
        })
        {
            await Act(assessmentId, ReviewRole.Reviewer, reviewer, now, 5, minutes += 10, scene =>
            {
                var given = new StepVerdict { Id = Guid.CreateVersion7(scene.By.Actor.At), OwnerId = assessmentId, ReviewId = scene.Review.Id, Step = step };
                given.Give(scene.Review, scene.By, new() { Verdict = verdict, Text = text });
                db.Add(given);
            });
        }
        var assessment = await db.Assessments.AsNoTracking().SingleAsync(a => a.Id == assessmentId);
        var dossier = (await reader.Read(assessmentId, CancellationToken.None))!;
        var (risk, dataset) = (dossier.Risks[0], dossier.Datasets[0]);
        var first = Thread(assessmentId, Step.Risks, risk.Id, "ResidualReason", risk.Title, ConcludeService.On(reviewer, now, 5, 60).At);
        await Say(assessment, first, reviewer, now, 5, 60, "Who has checked that the copies on other sites are gone?", officer.Id);
        await Say(assessment, first, officer, now, 4, 20, "We asked the three sites we know of; two answered. I shall add it.", null);
        await Say(assessment, Thread(assessmentId, Step.Data, dataset.Id, "Retention", dataset.Name, ConcludeService.On(reviewer, now, 5, 80).At), reviewer, now, 5, 80, "Is this the retention of the raw trips or of the sums?", null);
        var settled = Thread(assessmentId, Step.Service, null, null, "", ConcludeService.On(reviewer, now, 5, 90).At);
        await Say(assessment, settled, reviewer, now, 5, 90, "Please name the contract with the research institute.", null);
        var stored = await db.CommentThreads.SingleAsync(t => t.Id == settled.Id);
        var by = ConcludeService.On(officer, now, 4, 40);
        stored.Resolve(by);
        await db.SaveAsync(by, CancellationToken.None);
    }

    private async Task Act(Guid assessmentId, ReviewRole role, Account person, DateTimeOffset now, int daysAgo, int minutes, Action<ReviewContext> what)
    {
        var seen = await db.Reviews.AsNoTracking().Where(r => r.OwnerId == assessmentId).OrderByDescending(r => r.VersionNumber).Select(r => r.Version).FirstAsync();
        var result = await act.Handle(assessmentId, seen, role, scene =>
        {
            what(scene);
            return Task.CompletedTask;
        }, ConcludeService.On(person, now, daysAgo, minutes), CancellationToken.None);
        if (result is not Outcome.Done)
            throw new InvalidDataException($"A demo review is refused: {result}");
    }

    private async Task Say(Assessment assessment, CommentThread thread, Account person, DateTimeOffset now, int daysAgo, int minutes, string text, Guid? mentioned)
    {
        var actor = ConcludeService.On(person, now, daysAgo, minutes);
        if (await write.Handle(Guid.CreateVersion7(actor.At), assessment, thread, new() { Text = text, MentionedId = mentioned }, actor, CancellationToken.None) is { } error)
            throw new InvalidDataException($"A demo comment is refused: {error.Rule}");
    }

    private static CommentThread Thread(Guid assessmentId, Step step, Guid? rowId, string? field, string about, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), OwnerId = assessmentId, Step = step, RowId = rowId, Field = field, About = about };

    private static DateOnly Day(DateTimeOffset now, int daysAgo) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-daysAgo);
}
