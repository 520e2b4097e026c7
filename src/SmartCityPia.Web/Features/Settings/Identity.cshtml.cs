using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using SmartCityPia.Data;
using SmartCityPia.Data.Organisations;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Domain.Organisations;
using SmartCityPia.Reports.Images;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;

namespace SmartCityPia.Web.Features.Settings;

public sealed class IdentityModel(PiaDbContext db, LiveSettings settings, SaveCitySettings save) : SettingsPage<CityIdentity>(db, settings, save)
{
    /// <summary>A picture of the city, or a file that is none.</summary>
    [BindProperty(Name = "Logo")]
    public IFormFile? Upload { get; set; }

    public string? Logo => CityLook.LogoAddress(City);

    public async Task<IActionResult> OnPostLogoAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        await OnGetAsync(cancellationToken);
        try
        {
            if (Upload is null || Upload.Length > LogoImage.MaxBytes)
                throw new LogoRefusedException(Upload is null ? "FileMissing" : "LogoTooLarge");
            using var file = new MemoryStream();
            await Upload.CopyToAsync(file, cancellationToken);
            var logo = await Store.Keep(LogoImage.Encode(file.ToArray()), cancellationToken);
            return await Write(city => city.LogoSha256 = logo, null, "LogoSaved", cancellationToken);
        }
        catch (LogoRefusedException e)
        {
            ModelState.AddModelError("Logo", HttpContext.Sentence(new("", e.Message)));
            return this.Answer(StatusCodes.Status400BadRequest);
        }
    }

    public async Task<IActionResult> OnPostRemoveLogoAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        return await Write(city => city.LogoSha256 = null, null, "LogoRemoved", cancellationToken);
    }

    protected override IEnumerable<FieldError> Check(CityIdentity input)
    {
        var (light, dark) = (AccentColour.Parse(input.Accent), AccentColour.Parse(input.AccentDark));
        if (input.Accent is not null && Wrong(light, isDark: false) is { } wrong)
            yield return wrong with { Field = nameof(input.Accent) };
        if (input.AccentDark is not null && light is null && input.Accent is null)
            yield return new(nameof(input.AccentDark), "AccentAlone");
        else if (input.AccentDark is not null && Wrong(dark, isDark: true) is { } wrongDark)
            yield return wrongDark with { Field = nameof(input.AccentDark) };
        (input.Accent, input.AccentDark) = (light?.ToString() ?? input.Accent, dark?.ToString() ?? input.AccentDark);
    }

    private static FieldError? Wrong(AccentColour? colour, bool isDark) => colour is not { } given ? new("", "NotAColour")
        : given.LeastOn(isDark) is var contrast && contrast < AccentColour.LeastContrast
            ? new("", isDark ? "ContrastDark" : "ContrastLight", (Math.Floor(contrast * 10) / 10).ToString("0.0", CultureInfo.CurrentCulture)) : null;
}
