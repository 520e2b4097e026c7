using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Features.Evidence.Requests;

/// <summary>Downloads a file that answers a request. Open to those who were asked and those who may read the assessment.</summary>
/// <remarks>404: no such file in this request, or the person has no access to the request.</remarks>
public sealed class FileModel(PiaDbContext db, SendFile send, IAuthorizationService authorization) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id, Guid version, CancellationToken cancellationToken)
    {
        var request = await db.EvidenceRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        var file = await db.EvidenceVersions.AsNoTracking().SingleOrDefaultAsync(v => v.Id == version && v.RemovedAt == null
            && db.EvidenceItems.Any(i => i.Id == v.EvidenceId && i.RequestId == id), cancellationToken);
        if (request is null || file is null)
            return NotFound();
        var mayRead = (request.MayAnswer(User.AccountId(), User.OrganisationId()) && await May(Policies.AnswerRequests))
            || (await May(Policies.ReadAssessments)
                && await db.Assessments.VisibleTo(User).AnyAsync(a => a.Id == request.OwnerId, cancellationToken));
        if (!mayRead)
            return NotFound();
        await send.Handle(file, HttpContext, HttpContext.Actor(), cancellationToken);
        return new EmptyResult();

        async Task<bool> May(string policy) => (await authorization.AuthorizeAsync(User, policy)).Succeeded;
    }
}
