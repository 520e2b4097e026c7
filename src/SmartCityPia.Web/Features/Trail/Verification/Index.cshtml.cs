using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Features.Evidence;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Verification;

/// <summary>
/// Says whether a file is an authentic version of this city, to anybody. Who has no account learns of an authentic one its number and date and
/// whether there is a newer one, and of any other nothing. Who may see the assessment is led to it.
/// </summary>
/// <remarks>400: no file. 413: it is too large. 429: too many from one network.</remarks>
[OpenToAnybody, EnableRateLimiting(RateLimits.Verify), AcceptsFile(MaxBytes = VerifyFile.MaxBytes + FormBytes)]
public sealed class IndexModel(PiaDbContext db, VerifyFile verify, IAuthorizationService authorization, TimeProvider clock) : PageModel
{
    /// <summary>On the trail, in place of a name.</summary>
    private const string Outsider = "Somebody without an account";

    /// <summary>What a form has beside the file.</summary>
    private const int FormBytes = 64 * 1024;

    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    public Verification? Found { get; private set; }

    /// <summary>Somebody without an account.</summary>
    public bool IsOutsider => User.Identity?.IsAuthenticated != true;

    /// <summary>The person may see the assessment.</summary>
    public bool MaySee { get; private set; }

    public string FileName { get; private set; } = "";

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Upload is not { Length: > 0 })
            return Wrong("FileMissing");
        if (Upload.Length > VerifyFile.MaxBytes)
            return Wrong("FileTooLarge", Size.Of(VerifyFile.MaxBytes));
        var file = new byte[Upload.Length];
        await using (var stream = Upload.OpenReadStream())
            await stream.ReadExactlyAsync(file, cancellationToken);
        FileName = Domain.Foundation.FileNames.Sanitise(Upload.FileName);
        Found = await verify.Handle(file, IsOutsider ? new(Guid.Empty, Outsider, clock.GetUtcNow(), HttpContext.TraceIdentifier) : HttpContext.Actor(), cancellationToken);
        MaySee = !IsOutsider && Found.Version is not null && (await authorization.AuthorizeAsync(User, Policies.ReadAssessments)).Succeeded
            && await db.Assessments.VisibleTo(User).AnyAsync(a => a.Id == Found.AssessmentId, cancellationToken);
        return Page();
    }

    private PageResult Wrong(string rule, params string[] arguments)
    {
        ModelState.AddModelError("File", HttpContext.Sentence(new("File", rule, arguments)));
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
