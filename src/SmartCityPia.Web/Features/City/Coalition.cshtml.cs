using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.City;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.City;

/// <summary>Declares, changes or removes a coalition. What it can tell is worked out anew at once.</summary>
/// <remarks>400: a field is wrong or the name is taken. 404: no such coalition. 409: somebody else saved it meanwhile.</remarks>
public sealed class CoalitionModel(PiaDbContext db, SaveCoalition save, Remove<Coalition> remove) : PageModel, IRowPage
{
    private static readonly string[] Fields = [nameof(CoalitionDetails.Name), nameof(CoalitionDetails.Kind), nameof(CoalitionDetails.Members), nameof(CoalitionDetails.Reason)];

    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public CoalitionDetails Input { get; set; } = new();

    [BindProperty]
    public uint? Version { get; set; }

    [BindProperty]
    public Guid? NewId { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Conflict? Conflict { get; private set; }

    public bool IsNew => Id is null;

    public string BackUrl => Addresses.Coalitions;

    /// <summary>All organisations of the city.</summary>
    public IReadOnlyList<Option> Organisations { get; private set; } = [];

    /// <summary>In a long list those already in the group would be out of sight.</summary>
    public IReadOnlyList<Option> ChosenFirst => [.. Organisations.OrderByDescending(o => Guid.TryParse(o.Value, out var id) && Input.Members.Contains(id))];

    public override async Task OnPageHandlerExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next)
    {
        Organisations = (await db.Organisations.AsNoTracking().OrderBy(o => o.Name).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name }).ToListAsync(HttpContext.RequestAborted))
            .ConvertAll(o => new Option(o.Id.ToString(), o.Name));
        await next();
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (IsNew)
        {
            NewId = Guid.CreateVersion7(HttpContext.Actor().At);
            return Page();
        }
        if (await Stored(cancellationToken) is not { } stored)
            return NotFound();
        Input = new() { Name = stored.Name, Kind = stored.Kind, Members = stored.Members, Reason = stored.Reason };
        Version = stored.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if ((Id ?? NewId) is not { } id || id == Guid.Empty)
            return NotFound();
        if (!ModelState.IsValid)
            return this.Answer(StatusCodes.Status400BadRequest);
        return Explain(await save.Handle(id, Input, Version, HttpContext.Actor(), cancellationToken), "Saved");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellationToken)
    {
        // The form that removes carries no fields; what is shown again, should somebody have changed it, is the stored text.
        ModelState.Clear();
        if (Id is not { } id || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        Input = new() { Name = stored.Name, Kind = stored.Kind, Members = stored.Members, Reason = stored.Reason };
        return Explain(await remove.Handle(id, Version ?? 0, HttpContext.Actor(), cancellationToken), "Removed");
    }

    /// <summary>In a conflict: takes the stored text of one field and leaves the others as typed.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string field, CancellationToken cancellationToken)
    {
        Id ??= NewId;
        if (!Fields.Contains(field, StringComparer.Ordinal) || await Stored(cancellationToken) is not { } stored)
            return NotFound();
        var property = typeof(CoalitionDetails).GetProperty(field)!;
        property.SetValue(Input, property.GetValue(stored));
        ModelState.Clear();
        ShowConflict(stored, null);
        return Page();
    }

    private IActionResult Explain(Outcome result, string done)
    {
        switch (result)
        {
            case Outcome.Done:
                Saved = HttpContext.Sentence(new("", done, Input.Name, HttpContext.Actor().At.ToLocalTime().ToString("t", CultureInfo.CurrentCulture)));
                return Redirect(BackUrl);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return this.Answer(StatusCodes.Status400BadRequest);
            case Outcome.Conflict conflict:
                Id = conflict.Theirs.Id;
                ModelState.Clear();
                ShowConflict((Coalition)conflict.Theirs, conflict.ChangedBy);
                return this.Answer(StatusCodes.Status409Conflict);
            default:
                return NotFound();
        }
    }

    private Task<Coalition?> Stored(CancellationToken cancellationToken) =>
        db.Coalitions.AsNoTracking().SingleOrDefaultAsync(c => c.Id == Id, cancellationToken);

    private void ShowConflict(Coalition theirs, string? by)
    {
        Version = theirs.Version;
        Conflict = new(by, theirs.ChangedAt,
        [
            .. Fields.Where(f => Show(f, theirs) != Show(f, Input))
                .Select(f => new ConflictField(f, Words.Label(typeof(CoalitionDetails), f), Show(f, theirs), Show(f, Input))),
        ]);
    }

    private string Show(string field, CoalitionDetails details) => typeof(CoalitionDetails).GetProperty(field)!.GetValue(details) switch
    {
        Enum value => Words.Of(value),
        List<Guid> members => string.Join("\n", members.Select(m => Organisations.FirstOrDefault(o => o.Value == m.ToString())?.Text ?? "").Order(StringComparer.CurrentCulture)),
        var value => value?.ToString() ?? "",
    };
}
