using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Features.Reviews;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>Requests evidence. Everyone who may read the assessment may ask, even while it is closed.</summary>
/// <remarks>404: <c>?for=</c> names no row of this assessment.</remarks>
public sealed class AskModel(PiaDbContext db, AskForEvidence ask, ReviewPeople people, IAuthorizationService authorization, TimeProvider clock) : DossierPage, IRowPage
{
    public override Access Access => new() { Posts = Posts.OfReaders };

    private const int UsualDays = 14;

    [FromQuery(Name = "for")]
    public Guid? For { get; set; }

    [BindProperty]
    public EvidenceRequestDetails Input { get; set; } = new();

    [BindProperty]
    public Guid? NewId { get; set; }

    public Guid? Id => null;

    public uint? Version => null;

    public bool IsNew => true;

    public string BackUrl => At("evidence");

    public Conflict? Conflict => null;

    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    public IReadOnlyList<Option> People { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (EvidenceSubject.Find(Dossier, For) is null)
            return NotFound();
        await Load(cancellationToken);
        NewId = Guid.CreateVersion7(clock.GetUtcNow());
        Input = new() { SubjectId = For, DueOn = Today.AddDays(UsualDays) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (NewId is not { } id || id == Guid.Empty)
            return NotFound();
        await Load(cancellationToken);
        var actor = HttpContext.Actor();
        var request = new EvidenceRequest
        {
            Id = id,
            OwnerId = Assessment.Id,
            What = Input.What,
            OrganisationId = Input.OrganisationId,
            AccountId = Input.AccountId,
            DueOn = Input.DueOn,
            SubjectId = Input.SubjectId,
            SubjectKind = EvidenceSubject.Find(Dossier, Input.SubjectId)?.Kind ?? default,
            AskedById = actor.AccountId,
            AskedBy = actor.Name,
            AskedAt = actor.At,
        };
        List<FieldError> errors = [.. Input.Check(Dossier, request)];
        if (Input.OrganisationId is { } organisation && Organisations.All(o => o.Value != organisation.ToString()))
            errors.Add(new(nameof(Input.OrganisationId), "NotOffered"));
        if (Input.AccountId is { } person && People.All(o => o.Value != person.ToString()))
            errors.Add(new(nameof(Input.AccountId), "NotOffered"));
        if (Input.DueOn < Today)
            errors.Add(new(nameof(Input.DueOn), "DayPast"));
        foreach (var error in errors)
            ModelState.AddModelError($"{nameof(Input)}.{error.Field}", HttpContext.Sentence(error));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        await ask.Handle(request, actor, cancellationToken);
        Saved = HttpContext.Sentence(new("", "Asked"));
        return Redirect(At("evidence#requests"));
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var involved = Dossier.Stakeholders.Select(s => s.OrganisationId).OfType<Guid>().Append(Assessment.AgencyId).Distinct().ToList();
        // Whoever may not read the list of organisations does not learn it here.
        var all = (await authorization.AuthorizeAsync(User, Policies.ReadOrganisations)).Succeeded;
        Organisations = await db.Organisations.AsNoTracking().Where(o => all || involved.Contains(o.Id)).OrderBy(o => o.Name).Select(o => new Option(o.Id.ToString(), o.Name, null, null)).ToListAsync(cancellationToken);
        var readers = people.WhoMaySee(Assessment).Select(u => u.Id);
        People = await db.Users.Where(u => readers.Contains(u.Id) || (all && involved.Contains(u.OrganisationId))).Reachable().AsOptions(db, cancellationToken);
    }
}
