using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Plan;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Catalogue;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Plan;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Plan;

/// <summary>Answers one point of the plan, or says something else than the records do.</summary>
public sealed class QuestionModel(PiaDbContext db, PlanReader plan, TimeProvider clock, SavePlanAnswer save) : RecordPage<PlanAnswer, PlanAnswerDetails>(db)
{
    private readonly PiaDbContext _db = db;

    [FromRoute(Name = "question")]
    public string QuestionId { get; set; } = "";

    public PlanPoint Point { get; private set; } = null!;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public override string BackUrl => $"{Addresses.PlanPart(Point.Question.Part)}#{Point.Question.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if ((await plan.Read(PiaCatalogue.Current, clock.Today(), cancellationToken)).Find(QuestionId) is not { } point)
        {
            context.Result = NotFound();
            return;
        }
        (Point, Id) = (point, point.Answer?.Id);
        NewId = PlanAnswer.IdOf(QuestionId);
        Organisations = (await _db.Organisations.AsNoTracking().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name }).ToListAsync(cancellationToken))
            .ConvertAll(o => new Option(o.Id.ToString(), o.Name));
        await next();
    }

    protected override string NameOf(PlanAnswerDetails details) => Point.Question.Id;

    protected override Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken) => save.Handle(Point, Input, Version, actor, cancellationToken);

    protected override string Show(PropertyInfo property, PlanAnswerDetails details) => property.Name == nameof(PlanAnswerDetails.OwnerId)
        ? Organisations.FirstOrDefault(o => o.Value == details.OwnerId?.ToString())?.Text ?? "" : base.Show(property, details);
}
