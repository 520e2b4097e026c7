using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Submissions;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Submissions;

/// <summary>Requests a description from a vendor: of a new service or, with <c>?assessment=</c>, of an assessment's service.</summary>
/// <remarks>404: no such assessment, or none that the officer may see.</remarks>
public sealed class NewModel(PiaDbContext db, AskVendor ask, DossierReader reader, TimeProvider clock) : PageModel
{
    private const int UsualDays = 21;

    [BindProperty(SupportsGet = true, Name = "assessment")]
    public string? Reference { get; set; }

    [BindProperty]
    public DescriptionRequestDetails Input { get; set; } = new();

    /// <summary>What of the assessment the vendor is shown.</summary>
    [BindProperty]
    public Sharing Share { get; set; } = new();

    /// <summary>The assessment's description; null for a new service.</summary>
    public Dossier? Current { get; private set; }

    /// <summary>As the vendor will see it.</summary>
    public Dossier? Shown => Current is null ? null : Share.Of(Current, NewId);

    [BindProperty]
    public Guid NewId { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Assessment? Target { get; private set; }

    public IReadOnlyList<Option> Vendors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken))
            return NotFound();
        NewId = Guid.CreateVersion7(clock.GetUtcNow());
        Input = new() { DueOn = Today().AddDays(UsualDays), ShareCurrent = Target is not null };
        if (Current is not null)
            Share = Sharing.Usual(Current);
        if (Target is { } target)
            Input.Name = await db.ServiceDescriptions.Where(d => d.Id == target.DescriptionId).Select(d => d.Name)
                .SingleAsync(cancellationToken);
        return Page();
    }

    /// <summary>Shows what the vendor would see, and sends nothing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await Load(cancellationToken) && NewId != Guid.Empty ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!await Load(cancellationToken) || NewId == Guid.Empty)
            return NotFound();
        if (Input.VendorId is { } vendor && Vendors.All(v => v.Value != vendor.ToString()))
            Error(nameof(Input.VendorId), "NotOffered");
        if (Input.DueOn < Today())
            Error(nameof(Input.DueOn), "DayPast");
        if (DescriptionRequestDetails.AreTooMany(Input.QuestionLines))
            Error(nameof(Input.Questions), "QuestionsTooMany");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }
        var reference = await ask.Handle(NewId, Input, Target, Target?.AgencyId
            ?? User.OrganisationId(), HttpContext.Actor(), cancellationToken, Share);
        Saved = HttpContext.Sentence(new("", "VendorAsked"));
        return Redirect(Addresses.Description(reference));
    }

    private void Error(string field, string rule) =>
        ModelState.AddModelError($"{nameof(Input)}.{field}", HttpContext.Sentence(new("", rule)));

    private DateOnly Today() => clock.Today();

    /// <summary>Organisations that aren't agencies, and those with people who sign in as vendors.</summary>
    private async Task<bool> Load(CancellationToken cancellationToken)
    {
        Target = string.IsNullOrEmpty(Reference) ? null : await db.Assessments.AsNoTracking().OpenByRoleTo(User)
            .SingleOrDefaultAsync(a => a.Reference == Reference, cancellationToken);
        Current = Target is { } target ? await reader.Read(target.Id, cancellationToken) : null;
        Vendors = await db.Vendors().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new Option(o.Id.ToString(), o.Name, null, null))
            .ToListAsync(cancellationToken);
        return string.IsNullOrEmpty(Reference) || Target is not null;
    }
}

internal static class VendorQuery
{
    /// <summary>Excludes agencies, supervisory authorities and organisations whose people have another role.</summary>
    public static IQueryable<Domain.Organisations.Organisation> Vendors(this PiaDbContext db) => db.Organisations.AsNoTracking()
        .Where(o => o.Kind != Domain.Organisations.OrganisationKind.Agency
            && o.Kind != Domain.Organisations.OrganisationKind.SupervisoryAuthority
            && !db.Users.Any(u => u.OrganisationId == o.Id
                && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(x => x.Id == r.RoleId && x.Name != Roles.Vendor))));
}
