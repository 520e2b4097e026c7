using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Changes a request that was sent: its message, its day, more questions. The vendor's people are told.</summary>
public sealed class ChangeRequest(PiaDbContext db)
{
    /// <param name="seen">The row version of the request on the page.</param>
    public Task<Outcome> Handle(Guid submissionId, uint seen, RequestChangeDetails details, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (request.Version != seen || !request.Change(details.Message, details.DueOn!.Value))
            return new Outcome.Changed();
        var asked = await db.DescriptionRemarks.CountAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (asked + details.QuestionLines.Count > Limits.Choices * 2)
            return new Outcome.Invalid([new(nameof(details.MoreQuestions), "QuestionsTooMany")]);
        var next = Dossiers.StartAssessment.RisingIds(actor.At);
        foreach (var question in details.QuestionLines)
            db.Add(new DescriptionRemark { Id = next(), OwnerId = submissionId, Kind = RemarkKind.Question, Text = question, Step = Step.Service, About = "", AskedBy = actor.Name, AskedAt = actor.At });
        await db.SaveAsync(actor, cancellationToken);
        return new Outcome.Done();
    });

    /// <returns>Changed where it is not the vendor's turn.</returns>
    public Task<Outcome> Remind(Guid submissionId, uint seen, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        var request = await db.DescriptionRequests.SingleAsync(r => r.OwnerId == submissionId, cancellationToken);
        if (request.Version != seen || !request.Remind(actor.At))
            return new Outcome.Changed();
        await db.SaveAsync(actor, cancellationToken);
        return new Outcome.Done();
    });
}
