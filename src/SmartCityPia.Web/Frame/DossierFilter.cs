using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using SmartCityPia.Data;
using SmartCityPia.Data.Dossiers;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Frame.City;
using SmartCityPia.Web.Infrastructure.Security;
using SmartCityPia.Web.Infrastructure.Trail;

namespace SmartCityPia.Web.Frame;

/// <summary>Loads the assessment named in the route once, for every <see cref="DossierPage"/>.</summary>
/// <remarks>
/// 404: no such assessment, or none that the person may see; the two are not told apart.
/// 403: a write by somebody who may only read, or to an assessment that is not a draft; on a page of the review, by somebody without its policy.
/// </remarks>
public sealed class DossierFilter(PiaDbContext db, DossierCache dossiers, LookAtCity city, IAuthorizationService authorization) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is not DossierPage page)
        {
            await next();
            return;
        }

        var http = context.HttpContext;
        var reference = context.RouteData.Values["reference"] as string;
        var found = await db.Addressed(http, rows: page is not ISeesRequest).Where(a => a.Reference == reference).WithStamps(db).SingleOrDefaultAsync(http.RequestAborted);
        if (found is null || await dossiers.Get(found.Key, http.RequestAborted) is not { } known)
        {
            await RefusedAccess.Note(http, context.ActionDescriptor.AttributeRouteInfo?.Template ?? "");
            context.Result = new NotFoundResult();
            return;
        }

        var assessment = page.Assessment = found.Assessment;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        var described = assessment.Kind == AssessmentKind.Submission;
        // A supplier is told of its own service only; what the city knows together is the city's to know.
        if (page.LooksAtCity && !described)
        {
            var (inCity, running) = await city.Handle(known, found.City, http.User.AccountId(), http.RequestAborted);
            if (inCity is null && reads)
            {
                context.Result = running!.Show(http);
                return;
            }
            // What was typed cannot be carried through a page that waits.
            known = inCity ?? known.WithCity(found.City, await city.Wait(known.Dossier, http.User.AccountId(), http.RequestAborted));
        }

        // In a vendor's description the vendor writes; its findings are decided by the city.
        var mayEdit = (await authorization.AuthorizeAsync(http.User, described ? Policies.Describe : Policies.EditAssessments)).Succeeded
            && !(described && page.Step == Step.Findings);
        page.Dossier = known.Dossier;
        page.Gaps = Steps.GapsOf(assessment.Kind, known.Gaps(page.Today));
        page.CanEdit = mayEdit && !assessment.IsReadOnly;
        if (described)
        {
            page.Asked = await db.DescriptionRequests.AsNoTracking().SingleAsync(r => r.OwnerId == assessment.Id, http.RequestAborted);
            page.Remarks = await db.DescriptionRemarks.AsNoTracking().Where(r => r.OwnerId == assessment.Id).OrderBy(r => r.Id).ToListAsync(http.RequestAborted);
        }
        page.Loaded();
        if (!reads && page is IReviewPage review)
        {
            if ((await authorization.AuthorizeAsync(http.User, review.PostPolicy)).Succeeded)
                await next();
            else
                context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }
        if (reads && page.Step is { } step && !described)
            page.Comments = await CommentGlance.Of(db, page, step, http.RequestAborted);
        if (!reads && !page.CanEdit && page is not IReadersPost && !(mayEdit && page is IAnswersReadOnly))
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
            return;
        }
        await next();
    }
}

/// <summary>A page that answers for itself when the assessment is closed: it opens it again, or keeps what was typed.</summary>
public interface IAnswersReadOnly;

/// <summary>A page about the request for a vendor's description: an officer opens it before anything is handed in.</summary>
public interface ISeesRequest;

/// <summary>A page whose posts change nothing in the dossier: whoever may read it may send them.</summary>
public interface IReadersPost;

/// <summary>A page whose posts are about the review and change no row of the dossier: they have a policy of their own.</summary>
public interface IReviewPage
{
    string PostPolicy { get; }
}
