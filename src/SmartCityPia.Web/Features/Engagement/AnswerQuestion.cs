using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Engagement;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure.Register;

namespace SmartCityPia.Web.Features.Engagement;

/// <summary>Answers a question, once, and takes an answer off the register again.</summary>
public sealed class AnswerQuestion(PiaDbContext db)
{
    /// <returns>Changed where somebody has answered meanwhile.</returns>
    public Task<Outcome> Handle(Guid id, QuestionAnswerDetails details, Actor actor, CancellationToken cancellationToken) => Act(id, question =>
    {
        if (!question.IsOpen)
            return new Outcome.Changed();
        var errors = details.Check(question.MayPublish).ToList();
        if (errors.Count > 0)
            return new Outcome.Invalid(errors);
        question.Respond(details, actor);
        return new Outcome.Done();
    }, actor, cancellationToken);

    public Task<Outcome> Unpublish(Guid id, Actor actor, CancellationToken cancellationToken) => Act(id, question =>
    {
        question.Unpublish();
        return new Outcome.Done();
    }, actor, cancellationToken);

    private Task<Outcome> Act(Guid id, Func<PublicQuestion, Outcome> act, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var question = await db.PublicQuestions.SingleAsync(q => q.Id == id, cancellationToken);
        var outcome = act(question);
        if (outcome is not Outcome.Done)
            return outcome;
        await db.SaveAsync(actor, cancellationToken);
        await PublicRegister.Tell(db, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    });
}
