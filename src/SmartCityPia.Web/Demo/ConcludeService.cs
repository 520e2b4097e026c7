using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Dossiers;
using SmartCityPia.Web.Features.Dossiers.Submit;
using SmartCityPia.Web.Features.Samples;

namespace SmartCityPia.Web.Demo;

/// <summary>What became of the assessments of the demo city in the weeks before the day of seeding.</summary>
internal sealed class ConcludeService(PiaDbContext db, SeedService seed, SubmitAssessment submit, DemoReviews reviews)
{
    private static readonly TimeSpan OfficeOpens = TimeSpan.FromHours(9);

    /// <summary>Submits what the file says is submitted, and begins the next version, sent back by the reviewer, where it says so.</summary>
    public async Task Handle(SampleService service, Guid assessmentId, Account officer, Account reviewer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (service.Rest?.Submission is not { } submission)
            return;
        await seed.DecideCity(service.Rest, assessmentId, On(officer, now, submission.DaysAgo, 240), cancellationToken);
        var seen = await db.Assessments.Where(a => a.Id == assessmentId).Select(a => a.Version).SingleAsync(cancellationToken);
        var result = await submit.Handle(assessmentId, seen, submission.Statement, On(officer, now, submission.DaysAgo, 300), cancellationToken);
        if (result is not Outcome.Done)
            throw new InvalidDataException($"{service.Archetype} cannot be submitted: {string.Join(", ", (result as Outcome.Blocked<IReadOnlyList<Gap>>)?.Why.Where(g => g.Blocks).Select(g => g.Rule) ?? [])}");
        if (service.Rest.Revision is { } revision)
        {
            var reopened = On(officer, now, revision.DaysAgo, 60);
            await reviews.Return(assessmentId, "The board has asked for a shorter retention of quarter hours. Please change it and submit a second version.", reviewer, now, revision.DaysAgo);
            await Revise(assessmentId, revision, reopened with { At = reopened.At.AddMinutes(25) }, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken);
        }
        db.ChangeTracker.Clear();
    }

    /// <summary>Ids carry their time, and rows are shown by id: nothing may be older than what it follows.</summary>
    internal static Actor On(Account officer, DateTimeOffset now, int daysAgo, int minutes = 0) =>
        new(officer.Id, officer.DisplayName, new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-daysAgo) + OfficeOpens + TimeSpan.FromMinutes(minutes), "demo") { SignedWith = SignedWith.Password };

    private async Task Revise(Guid assessmentId, SampleRevision revision, Actor actor, DateOnly today, CancellationToken cancellationToken)
    {
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        foreach (var (name, retention) in revision.Retention)
            (await db.Datasets.SingleAsync(d => d.OwnerId == assessment.DescriptionId && d.Name == name, cancellationToken)).Retention = retention;
        var ids = StartAssessment.RisingIds(actor.At);
        foreach (var action in revision.Actions)
            db.Add(SampleAssessor.Action(action, ids(), assessmentId, null, today));
        await seed.Save(assessment, actor, cancellationToken, revision.Reason);
    }
}
