using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Features.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

public sealed class StakeholderModel(PiaDbContext db, FindOrAddOrganisation naming,
    SaveRow<Stakeholder, StakeholderDetails> save) : RowPage<Stakeholder, StakeholderDetails>(save)
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    /// <summary>
    /// The organisations to choose from. A dossier has only those it refers to, so all of the city's are read here. A vendor gets agencies,
    /// itself and those in its description; the others are not its business.
    /// </summary>
    public IReadOnlyList<Option> Organisations =>
    [
        .. _all.Where(o => !IsDescription || o.Kind == OrganisationKind.Agency || o.Id == Assessment.VendorId || o.Id == _typed
            || Dossier.Organisations.Any(named => named.Id == o.Id))
            .Select(o => new Option(o.Id.ToString(), o.Name, Group: o.Kind is { } kind ? Words.Of(kind) : null)),
    ];

    private IReadOnlyList<Known> _all = [];

    /// <summary>The typed name of an organisation that isn't in the list.</summary>
    private Guid? _typed;

    private sealed record Known(Guid Id, string Name, OrganisationKind? Kind);

    /// <summary>In a vendor's description, an organisation that isn't offered.</summary>
    [BindProperty]
    public OtherOrganisationDetails Other { get; set; } = new();

    /// <summary>The page for adding an organisation returns here with the new one selected.</summary>
    public string AddOrganisationUrl => Addresses.NewOrganisation + "?return=" + Uri.EscapeDataString(Request.Path);

    public string Title => NameOf(Input);

    protected override IReadOnlyList<Stakeholder> Rows => Dossier.Stakeholders;

    protected override Stakeholder NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Back => "stakeholders";

    protected override string NameOf(StakeholderDetails details) => NameOf(details.OrganisationId);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // This runs before the dossier is loaded.
        _all = await Read(HttpContext.RequestAborted);
        await next();
    }

    private Task<List<Known>> Read(CancellationToken cancellationToken) =>
        db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new Known(o.Id, o.Name, o.Kind)).ToListAsync(cancellationToken);

    public override IActionResult OnGet()
    {
        var result = base.OnGet();
        if (Guid.TryParse(Request.Query["organisation"], out var added))
            Input.OrganisationId = added;
        return result;
    }

    public override async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (IsDescription && CanEdit && Other.Name?.Trim() is { Length: > 0 } name)
        {
            ModelState.Remove("Input.OrganisationId");
            if (ModelState.IsValid)
            {
                Input.OrganisationId = _typed =
                    await naming.Handle(name, StakeholderDetails.UsualKind(Input.Role), HttpContext.Actor(), cancellationToken);
                _all = await Read(cancellationToken);
            }
        }
        if (Input.OrganisationId is { } id && NameOf(id).Length == 0)
            ModelState.AddModelError("Input.OrganisationId", HttpContext.Sentence(new("", "NotOffered")));
        return await base.OnPostAsync(cancellationToken);
    }

    protected override string Show(PropertyInfo property, StakeholderDetails details) =>
        property.Name == nameof(StakeholderDetails.OrganisationId) ? NameOf(details.OrganisationId) : base.Show(property, details);

    private string NameOf(Guid? id) => Organisations.FirstOrDefault(o => o.Value == id?.ToString())?.Text ?? "";
}
