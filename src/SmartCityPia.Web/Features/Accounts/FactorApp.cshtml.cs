using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QRCoder;
using SmartCityPia.Data;
using SmartCityPia.Domain.Reviews;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Accounts;

/// <summary>Sets up an app that shows codes, or another one in its place.</summary>
/// <remarks>400: the code is not what the app shows, or the password is wrong.</remarks>
[OpenWithoutFactor]
[ResponseCache(NoStore = true)]
public sealed class FactorAppModel(PiaDbContext db, SecondFactors factors, SignOff signOff, LiveSettings settings) : PageModel
{
    /// <summary>A QR code as one path; each module is one unit.</summary>
    public sealed record Qr(int Size, string Path);

    [BindProperty]
    public SignatureDetails Signature { get; set; } = new();

    /// <summary>The key on the page, sealed.</summary>
    [BindProperty]
    public string? Offer { get; set; }

    /// <summary>What the app shows.</summary>
    [BindProperty, MaxLength(SignatureDetails.CodeMaxLength)]
    public string? Shown { get; set; }

    public Qr Picture { get; private set; } = new(0, "");

    /// <summary>In groups of four, to be typed.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Shown once, right after they are made.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public string? ErrorAt(string field) => ModelState.TryGetValue(field, out var entry) && entry.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;

    public Task OnGetAsync(CancellationToken cancellationToken)
    {
        Offer = factors.NewKey(User.AccountId());
        return Show(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var actor = HttpContext.Actor();
        var key = factors.KeyOf(Offer, actor.AccountId);
        if (key is null)
            ModelState.AddModelError(nameof(Shown), HttpContext.Sentence(new("", "SetUpTookTooLong")));
        // The app first: somebody who mistypes it keeps the code of the former one.
        else if (!factors.IsShown(key, Shown))
            ModelState.AddModelError(nameof(Shown), HttpContext.Sentence(new("", "CodeNotShown")));
        if (ModelState.IsValid && await signOff.Check(HttpContext, Signature, actor, cancellationToken) is { } wrong)
            this.TellSignature(wrong);
        if (ModelState.IsValid && (Codes = await factors.SetApp(key!, Shown!, User.SessionId(), actor, cancellationToken)) is not null)
            return Page();
        if (key is null)
            Offer = factors.NewKey(actor.AccountId);
        ModelState.Remove(nameof(Offer));
        await Show(cancellationToken);
        return this.Answer(StatusCodes.Status400BadRequest);
    }

    private async Task Show(CancellationToken cancellationToken)
    {
        var me = User.AccountId();
        var address = await db.Users.Where(u => u.Id == me).Select(u => u.Email!).SingleAsync(cancellationToken);
        var key = factors.KeyOf(Offer, me)!;
        Key = string.Join(' ', TimeCodes.Base32(key).Chunk(4).Select(part => new string(part)));
        Picture = Draw(TimeCodes.Address(settings.Now.Identity.Name, address, key));
    }

    private static Qr Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            for (var x = 0; x < code.ModuleMatrix.Count; x++)
            {
                if (code.ModuleMatrix[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new(code.ModuleMatrix.Count, path.ToString());
    }
}
