using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Data.Saving;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Web.Frame;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Settings;

/// <summary>The page of one section of the city's settings.</summary>
/// <remarks>400: a field is invalid. 409: somebody else saved settings meanwhile; both texts are shown.</remarks>
public abstract class SettingsPage<TSection>(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : PageModel, IRowPage where TSection : class, new()
{
    private static readonly PropertyInfo Place = typeof(CitySettings).GetProperties().Single(p => p.PropertyType == typeof(TSection));

    [BindProperty]
    public TSection Input { get; set; } = new();

    /// <summary>The version of all settings on the page; null where none are stored.</summary>
    [BindProperty]
    public uint? Version { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public Conflict? Conflict { get; private set; }

    public string BackUrl => Addresses.Settings;

    Guid? IRowPage.Id => CitySettings.TheOne;

    Guid? IRowPage.NewId => null;

    bool IRowPage.IsNew => false;

    protected PiaDbContext Db => db;

    protected SaveCitySettings Store => save;

    protected CitySettings City { get; private set; } = null!;

    public virtual async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        await Load(cancellationToken);
        return Page();
    }

    public virtual async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
            this.Tell(Check(Input));
        if (!ModelState.IsValid)
            return await Refuse(cancellationToken);
        return await Write(city => Place.SetValue(city, Input), Version, "SettingsSaved", cancellationToken);
    }

    /// <summary>In a conflict, replaces one field of the input by the stored text.</summary>
    public async Task<IActionResult> OnPostTakeAsync(string field, CancellationToken cancellationToken)
    {
        var typed = Input;
        await Load(cancellationToken);
        if (Fields().FirstOrDefault(f => f.Name == field) is not { } property)
            return NotFound();
        property.SetValue(typed, property.GetValue(Input));
        var stored = Input;
        Input = typed;
        ModelState.Clear();
        Conflict = Conflict.Between(null, City.ChangedAt, stored, Input, Show);
        return Page();
    }

    /// <summary>The rules that attributes can't say.</summary>
    protected virtual IEnumerable<FieldError> Check(TSection input) => [];

    /// <summary>How a value is shown in a conflict.</summary>
    protected virtual string Text(object value) => value.ToString() ?? "";

    protected async Task<IActionResult> Write(Action<CitySettings> change, uint? version, string done, CancellationToken cancellationToken)
    {
        switch (await save.Handle(settings.First(), change, version, HttpContext.Actor(), cancellationToken))
        {
            case Outcome.Done:
                await settings.Read(db, cancellationToken);
                Saved = HttpContext.Sentence(new("", done));
                return Redirect(Request.Path);
            case Outcome.Conflict conflict:
                var typed = Input;
                await Load(cancellationToken);
                ModelState.Clear();
                Conflict = Conflict.Between(conflict.ChangedBy, City.ChangedAt, Input, typed, Show);
                Input = typed;
                return this.Answer(StatusCodes.Status409Conflict);
            case Outcome.Invalid invalid:
                this.Tell(invalid.Errors);
                return await Refuse(cancellationToken);
            default:
                this.Tell([new("", "SaveAgain")]);
                return await Refuse(cancellationToken);
        }
    }

    /// <summary>The page with what was typed, and why it was not saved.</summary>
    protected async Task<IActionResult> Refuse(CancellationToken cancellationToken)
    {
        var (typed, seen) = (Input, Version);
        await Load(cancellationToken);
        (Input, Version) = (typed, seen);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        var stored = await db.Settings.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        City = stored ?? settings.First();
        Input = (TSection)Place.GetValue(City)!;
        Version = stored?.Version;
    }

    private string Show(PropertyInfo property, TSection section) => property.GetValue(section) switch
    {
        null => "",
        IEnumerable<string> all => string.Join(", ", all.Select(Text)),
        var value => Text(value),
    };

    private static IEnumerable<PropertyInfo> Fields() => DossierDiff.FieldsOf(typeof(TSection));
}
