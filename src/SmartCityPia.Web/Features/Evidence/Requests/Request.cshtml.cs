using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Evidence;
using SmartCityPia.Domain.Foundation;
using SmartCityPia.Web.Infrastructure;
using SmartCityPia.Web.Infrastructure.Forms;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

/// <summary>
/// One request. The recipient answers or refuses; the requester reminds or withdraws. People who may not read the assessment see nothing of
/// it here.
/// </summary>
/// <remarks>
/// 404: no such request, or no access. 403: not this person's step. 409: closed meanwhile. 400, 503, 507: the file is refused; the text is
/// kept.
/// </remarks>
[AcceptsFile]
public sealed class RequestModel(PiaDbContext db, ReceiveFile receive, AnswerRequest answer, RespondToRequest respond,
    IAuthorizationService authorization, TimeProvider clock) : PageModel
{
    [BindProperty(Name = "File")]
    public IFormFile? Upload { get; set; }

    [BindProperty, MaxLength(Limits.Text)]
    public string? Text { get; set; }

    [BindProperty, MaxLength(Limits.Text)]
    public string? Reason { get; set; }

    /// <summary>Generated with the form, so that posting it twice stores one file.</summary>
    [BindProperty]
    public Guid? NewId { get; set; }

    [TempData]
    public string? Saved { get; set; }

    public EvidenceRequest Asked { get; private set; } = null!;

    /// <summary>The assessment's reference; null if the person may not read it.</summary>
    public string? Reference { get; private set; }

    public string? AskedOf { get; private set; }

    public IReadOnlyList<EvidenceVersion> Files { get; private set; } = [];

    /// <summary>Auditors are read-only: they may ask but not answer.</summary>
    public bool IsAsked { get; private set; }

    public bool MayAnswer => IsAsked && (Asked.IsOpen || Asked.State == EvidenceRequestState.Received);

    public bool MayManage => Reference is not null && Asked.AskedById == User.AccountId() && Asked.IsOpen;

    public DateOnly Today => clock.Today();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await Load(id, cancellationToken))
            return NotFound();
        NewId = Guid.CreateVersion7(clock.GetUtcNow());
        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!await Load(id, cancellationToken))
            return NotFound();
        if (!IsAsked)
            return StatusCode(StatusCodes.Status403Forbidden);
        if (NewId is not { } newId || newId == Guid.Empty)
            return NotFound();
        var actor = HttpContext.Actor();
        try
        {
            var file = await receive.Handle(Upload, cancellationToken);
            return !ModelState.IsValid ? ShowAgain(StatusCodes.Status400BadRequest)
                : Done(await answer.Handle(Asked, newId, file, Text, actor, cancellationToken), "EvidenceSent");
        }
        catch (RefusedFileException e)
        {
            var error = e.ErrorAt("File");
            ModelState.AddModelError("File", HttpContext.Sentence(error));
            // A failed save may have left changes on the tracked row.
            await Load(id, cancellationToken);
            return ShowAgain(error.StatusOf());
        }
    }

    public Task<IActionResult> OnPostRefuseAsync(Guid id, CancellationToken cancellationToken) =>
        Step(id, () => IsAsked, true, (request, actor) => request.Refuse(Reason!, actor.Name, actor.At), "RequestRefused",
            cancellationToken);

    public Task<IActionResult> OnPostRemindAsync(Guid id, CancellationToken cancellationToken) =>
        Step(id, () => Reference is not null && Asked.AskedById == User.AccountId(), false, (request, actor) => request.Remind(actor.At),
            "RequestReminded", cancellationToken);

    public Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken cancellationToken) =>
        Step(id, () => Reference is not null && Asked.AskedById == User.AccountId(), true,
            (request, actor) => request.Withdraw(Reason!, actor.Name, actor.At), "RequestWithdrawn", cancellationToken);

    private async Task<IActionResult> Step(Guid id,
        Func<bool> may, bool withReason, Action<EvidenceRequest, Actor> step, string done, CancellationToken cancellationToken)
    {
        if (!await Load(id, cancellationToken))
            return NotFound();
        if (!may())
            return StatusCode(StatusCodes.Status403Forbidden);
        if (withReason && string.IsNullOrWhiteSpace(Reason))
            ModelState.AddModelError(nameof(Reason), HttpContext.Sentence(new("", "ReasonMissing")));
        if (!ModelState.IsValid)
            return ShowAgain(StatusCodes.Status400BadRequest);
        var actor = HttpContext.Actor();
        return Done(await respond.Handle(Asked, request => step(request, actor), withReason ? Reason : null, actor,
            cancellationToken), done);
    }

    private IActionResult Done(bool done, string sentence)
    {
        if (!done)
        {
            ModelState.AddModelError("", HttpContext.Sentence(new("", "RequestClosed")));
            return ShowAgain(StatusCodes.Status409Conflict);
        }
        Saved = HttpContext.Sentence(new("", sentence));
        return Redirect(Addresses.EvidenceRequest(Asked.Id));
    }

    private PageResult ShowAgain(int status)
    {
        NewId ??= Guid.CreateVersion7(clock.GetUtcNow());
        Response.StatusCode = status;
        return Page();
    }

    private async Task<bool> Load(Guid id, CancellationToken cancellationToken)
    {
        if (await db.EvidenceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } request)
            return false;
        Asked = request;
        IsAsked = request.MayAnswer(User.AccountId(), User.OrganisationId())
            && (await authorization.AuthorizeAsync(User, Policies.AnswerRequests)).Succeeded;
        if ((await authorization.AuthorizeAsync(User, Policies.ReadAssessments)).Succeeded)
            Reference = await db.Assessments.VisibleTo(User).Where(a => a.Id == request.OwnerId).Select(a => a.Reference)
                .SingleOrDefaultAsync(cancellationToken);
        if (Reference is null && !IsAsked)
            return false;
        AskedOf = request.OrganisationId is { } organisation
            ? await db.Organisations.Where(o => o.Id == organisation).Select(o => o.Name).SingleAsync(cancellationToken)
            : await db.Users.Where(u => u.Id == request.AccountId).Select(u => u.DisplayName).SingleAsync(cancellationToken);
        Files = await db.EvidenceVersions.AsNoTracking().Where(v => db.EvidenceItems.Any(i => i.Id == v.EvidenceId && i.RequestId == id))
            .OrderBy(v => v.Id).ToListAsync(cancellationToken);
        return true;
    }
}
