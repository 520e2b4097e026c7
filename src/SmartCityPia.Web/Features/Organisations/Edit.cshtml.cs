using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Organisations;

/// <summary>Adds or changes an organisation. Every assessment that names it shows the change, except its frozen versions.</summary>
/// <remarks>400: a field is wrong or the name is taken. 404: no such organisation. 409: somebody else saved it meanwhile.</remarks>
public sealed class EditModel(PiaDbContext db, Save<Organisation, OrganisationDetails> save) : PageModel, IRowPage
{
    private static readonly string[] Fields = [nameof(OrganisationDetails.Name), nameof(OrganisationDetails.Kind), nameof(OrganisationDetails.Country), nameof(OrganisationDetails.Contact), nameof(OrganisationDetails.Note)];

    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public OrganisationDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Version { get; set; }

    [BindProperty]
    public Guid? NewId { get; set; }

    /// <summary>The page of an assessment that wants the organisation; anything else leads to the list.</summary>
    [BindProperty(SupportsGet = true, Name = "return")]
    public string? Return { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Conflict? Conflict { get; private set; }

    public bool IsNew => Id is null;

    public string BackUrl => ReturnsToAssessment ? Return! : Addresses.Organisations;

    private bool ReturnsToAssessment => Return is not null && Url.IsLocalUrl(Return) && Return.StartsWith(Addresses.Assessments + "/", StringComparison.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew)
        {
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
            return Page();
        }
        if (await Stored(cancellationToken) is not { } stored)
            return NotFound();
        Input = new() { Name = stored.Name, Kind = stored.Kind, Country = stored.Country, Contact = stored.Contact, Note = stored.Note };
        Version = stored.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Id ?? NewId) is not { } id || id == Guid.Empty)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        switch (await save.Handle(new() { Id = id }, Input, Version, actor, cancellationToken))
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", "Saved", Input.Name, actor.At.ToLocalTime().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(UriHelper.Encode(new Uri(ReturnsToAssessment ? QueryHelpers.AddQueryString(BackUrl, "organisation", id.ToString()) : BackUrl, UriKind.Relative)));
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                Id = conflict.Theirs.Id;
                ModelState.Clear();
                ShowConflict((Organisation)conflict.Theirs, conflict.ChangedBy);
                return this.Answer(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    /// <summary>In a conflict: takes the stored text of one field and leaves the others as typed.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string field, CancellationToken cancellationToken)
    {
        Id ??= NewId;
        if (!Fields.Contains(field, StringComparer.Ordinal) || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        var property = typeof(OrganisationDetails).GetProperty(field)!;
        property.SetValue(Input, property.GetValue(stored));
        ModelState.Clear();
        ShowConflict(stored, null);
        return Page();
    }

    private Task<Organisation?> Stored(CancellationToken cancellationToken) =>
        db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == Id, cancellationToken);

    private void ShowConflict(Organisation theirs, string? by)
    {
        Version = theirs.Version;
        Conflict = new(by, theirs.ChangedAt,
        [
            .. Fields.Where(f => Show(f, theirs) != Show(f, Input))
                .Select(f => new ConflictField(f, Words.Label(typeof(OrganisationDetails), f), Show(f, theirs), Show(f, Input))),
        ]);
    }

    private static string Show(string field, OrganisationDetails details) => typeof(OrganisationDetails).GetProperty(field)!.GetValue(details) switch
    {
        Enum value => Words.Of(value),
        var value => value?.ToString() ?? "",
    };
}
