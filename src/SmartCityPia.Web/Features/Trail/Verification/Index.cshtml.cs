using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Features.Evidence;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Trail.Verification;

/// <summary>
/// Says whether a file is an authentic version of this city. Only people who may see the assessment are told which one it is.
/// </summary>
/// <remarks>400: no file, or it is too large.</remarks>
[AcceptsFile]
public sealed class IndexModel(PiaDbContext db, VerifyFile verify, IAuthorizationService authorization) : PageModel
{
    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    public Verification? Found { get; private set; }

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
        Found = await verify.Handle(file, HttpContext.Actor(), cancellationToken);
        MaySee = Found.Version is not null && (await authorization.AuthorizeAsync(User, Policies.ReadAssessments)).Succeeded
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
