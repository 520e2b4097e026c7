using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Features.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Dossiers.Stakeholders;

public sealed class StakeholderModel(PiaDbContext db, FindOrAddOrganisation findOrAdd,
    SaveRow<Stakeholder, StakeholderDetails> save) : RowForm<Stakeholder, StakeholderDetails>
{
    public override Step? Step => Domain.Dossiers.Step.Stakeholders;

    /// <summary>
    /// The organisations to choose from. A dossier has only those it refers to, so all of the city's are read here. A vendor gets agencies,
    /// itself and those in its description, whoever only reads gets those in the dossier; the others are not their business.
    /// </summary>
    public IReadOnlyList<Option> Organisations =>
    [
        .. _all.Where(o => (CanEdit && !IsDescription) || (IsDescription && o.Kind == OrganisationKind.Agency) || o.Id == Assessment.VendorId || o.Id == _typed
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

    /// <summary>The law asks for it, it is there already, or it has to be mended. The link of a point of the check opens it too.</summary>
    public bool ShowsAgreement => Row?.NeedsAgreement == true || Input.NeedsAgreement || Input.Agreement is not null || !ModelState.IsValid;

    public bool IsUnnamed => Dossier.OrganisationOf(Row?.OrganisationId)?.Unnamed == true;

    protected override string Back => "stakeholders";

    protected override string NameOf(StakeholderDetails details) => NameOf(details.OrganisationId);

    private Stakeholder? Row => Dossier.Stakeholders.FirstOrDefault(r => r.Id == (Id ?? NewId));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew && !CanEdit)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (IsNew)
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
        else if (Row is { } row)
            Read(row);
        else
            return NotFound();
        await ReadOrganisations(cancellationToken);
        if (Guid.TryParse(Request.Query["organisation"], out var added))
            Input.OrganisationId = added;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Id ?? NewId) is not { } id || id == Guid.Empty)
            return NotFound();
        await ReadOrganisations(cancellationToken);
        await ChooseTyped(cancellationToken);
        if (Input.OrganisationId is { } chosen && NameOf(chosen).Length == 0)
            ModelState.AddModelError("Input.OrganisationId", HttpContext.Sentence(new("", "NotOffered")));
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var result = await save.Handle(Dossier, Assessment, NewRow(id), Input, Version, HttpContext.Actor(), cancellationToken);
        return result is Outcome.Done ? Redirected("Saved", NameOf(Input)) : Explain(result);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        if (Id is not { } id || Row is not { } row)
            return NotFound();
        await ReadOrganisations(cancellationToken);
        ModelState.Clear();
        var result = await save.Remove(Dossier, Assessment, NewRow(id), Version, HttpContext.Actor(), cancellationToken);
        if (result is Outcome.Done)
            return Redirected("Removed", NameOf(row));
        Read(row);
        return Explain(result);
    }

    public async Task<IActionResult> OnPostTakeAsync(string? field, CancellationToken cancellationToken)
    {
        await ReadOrganisations(cancellationToken);
        return Take(Row, field);
    }

    private async Task ReadOrganisations(CancellationToken cancellationToken) =>
        _all =
        [
            .. await db.Organisations.AsNoTracking().OrderBy(o => o.Name).Select(o => new Known(o.Id, o.Name, o.Kind)).ToListAsync(cancellationToken),
            .. Dossier.Organisations.Where(o => o.Unnamed).Select(o => new Known(o.Id, o.Name, o.Kind)),
        ];

    /// <summary>In a vendor's description, a typed name takes precedence over the chosen organisation.</summary>
    private async Task ChooseTyped(CancellationToken cancellationToken)
    {
        if (!IsDescription || !CanEdit || Other.Name?.Trim() is not { Length: > 0 } name)
            return;
        ModelState.Remove("Input.OrganisationId");
        if (!ModelState.IsValid)
            return;
        Input.OrganisationId = _typed =
            await findOrAdd.Handle(name, StakeholderDetails.UsualKind(Input.Role), HttpContext.Actor(), cancellationToken);
        await ReadOrganisations(cancellationToken);
    }

    private Stakeholder NewRow(Guid id) => new() { Id = id, OwnerId = Dossier.Service.Id };

    protected override string Show(PropertyInfo property, StakeholderDetails details) =>
        property.Name == nameof(StakeholderDetails.OrganisationId) ? NameOf(details.OrganisationId) : base.Show(property, details);

    private string NameOf(Guid? id) => Organisations.FirstOrDefault(o => o.Value == id?.ToString())?.Text ?? "";
}
