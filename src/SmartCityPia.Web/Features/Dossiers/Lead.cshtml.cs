using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Notices;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Notices;
using SmartCityPia.Domain.Trail;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers;

/// <summary>Hands the lead of an assessment to another officer who can see it, also while it is closed.</summary>
/// <remarks>400: nobody was chosen, or somebody who cannot lead it.</remarks>
public sealed class LeadModel(PiaDbContext db, HandOverLead handOver) : DossierPage
{
    public override Access Access => new() { PostPolicy = Policies.EditAssessments };

    [BindProperty]
    public Guid? OfficerId { get; set; }

    public IReadOnlyList<Option> Officers { get; private set; } = [];

    public string? Error => ModelState.TryGetValue(nameof(OfficerId), out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public async Task OnGetAsync(CancellationToken cancellationToken) => await Load(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (OfficerId is { } officer && await handOver.Handle(Assessment.Id, officer, HttpContext.Actor(), cancellationToken) is Outcome.Done)
        {
            Saved = HttpContext.Sentence(new("", "LeadHandedOver"));
            return Redirect(At(""));
        }
        ModelState.AddModelError(nameof(OfficerId), HttpContext.Sentence(new("", "NotOffered")));
        await Load(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task Load(CancellationToken cancellationToken) =>
        Officers = await HandOverLead.Possible(db, Assessment).AsOptions(db, cancellationToken);
}

/// <summary>Makes another officer the lead of an assessment, and tells them.</summary>
public sealed class HandOverLead(PiaDbContext db)
{
    public static IQueryable<Account> Possible(PiaDbContext db, Assessment assessment) =>
        db.Who(Permission.EditAssessments).Reachable().Where(u => u.Id != assessment.OwnerId && (u.CityWide || u.OrganisationId == assessment.AgencyId));

    public Task<Outcome> Handle(Guid assessmentId, Guid officerId, Actor actor, CancellationToken cancellationToken) => db.Try(async () =>
    {
        db.ChangeTracker.Clear();
        var assessment = await db.Assessments.SingleAsync(a => a.Id == assessmentId, cancellationToken);
        if (!await Possible(db, assessment).AnyAsync(u => u.Id == officerId, cancellationToken))
            return new Outcome.Invalid([new("OfficerId", "NotOffered")]);
        assessment.OwnerId = officerId;
        await new CreateNotices(db, actor, cancellationToken).Tell(NoticeKind.HandedOver, assessment.Id, assessment.Reference, [officerId]);
        await db.SaveAsync(actor, cancellationToken, verb: AuditVerbs.HandedOver);
        return new Outcome.Done();
    });
}
