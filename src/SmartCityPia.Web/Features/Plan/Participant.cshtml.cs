using System.Globalization;
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

namespace SmartCityPia.Web.Features.Plan;

/// <summary>What one organisation accepted, and how its own policy answers the plan.</summary>
public sealed class ParticipantModel(PiaDbContext db, PlanReader plan, TimeProvider clock, SavePlanParticipant save) : RecordPage<PlanParticipant, PlanParticipantDetails>(db)
{
    private readonly PiaDbContext _db = db;

    private int? _inForce;

    [FromRoute(Name = "organisation")]
    public Guid OrganisationId { get; set; }

    public string Organisation { get; private set; } = "";

    /// <summary>The versions that were put in force.</summary>
    public IReadOnlyList<Option> Versions { get; private set; } = [];

    public static IReadOnlyList<Option> Points => [.. PiaCatalogue.Current.Plan.Select(q => new Option(q.Id, $"{q.Id}. {q.Question}"))];

    public override string BackUrl => Addresses.PlanParticipants;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (await plan.ParticipantLines.SingleOrDefaultAsync(p => p.Id == OrganisationId, cancellationToken) is not { } line)
        {
            context.Result = NotFound();
            return;
        }
        Organisation = line.Name;
        (Id, NewId) = (await _db.PlanParticipants.AnyAsync(p => p.Id == OrganisationId, cancellationToken) ? OrganisationId : null, OrganisationId);
        var numbers = await _db.PlanDecisions.Where(d => d.Verdict == PlanVerdict.InForce).OrderByDescending(d => d.Number).Select(d => d.Number).ToListAsync(cancellationToken);
        _inForce = numbers.Count > 0 ? numbers[0] : null;
        Versions = numbers.ConvertAll(n => new Option(n.ToString(CultureInfo.InvariantCulture), n.ToString(CultureInfo.CurrentCulture)));
        await next();
    }

    protected override string NameOf(PlanParticipantDetails details) => Organisation;

    protected override Task<Outcome> Save(Guid id, Actor actor, CancellationToken cancellationToken) => save.Handle(OrganisationId, _inForce, clock.Today(), Input, Version, actor, cancellationToken);

    protected override string Show(PropertyInfo property, PlanParticipantDetails details) => property.Name == nameof(PlanParticipantDetails.Points) ? string.Join(", ", details.Points) : base.Show(property, details);
}
