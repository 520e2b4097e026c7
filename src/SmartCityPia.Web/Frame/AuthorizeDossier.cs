using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Web.Infrastructure.Security;

namespace SmartCityPia.Web.Frame;

/// <summary>Decides what the person may do in the loaded assessment. Nothing else decides on write access.</summary>
/// <remarks>
/// 403: a post by a person who may only read, or to an assessment that isn't a draft; on a page of the review, without its policy.
/// </remarks>
public sealed class AuthorizeDossier(IAuthorizationService authorization)
{
    /// <summary>Sets <see cref="DossierPage.MayEdit"/> and <see cref="DossierPage.CanEdit"/>.</summary>
    /// <returns>Whether the person may post. Call it when the page has its row.</returns>
    public async Task<Func<Task<bool>>> Handle(DossierPage page, HttpContext http)
    {
        page.MayEdit = await May(page.IsDescription ? Policies.Describe : Policies.EditAssessments);
        // The city decides the findings of a vendor's description.
        var mayWrite = page.MayEdit && !(page.IsDescription && page.Step == Step.Findings);
        page.CanEdit = mayWrite && !page.Assessment.IsReadOnly;
        return async () => page.Access switch
        {
            { PostPolicy: { } policy } => await May(policy),
            { Posts: Posts.OfReaders } => true,
            { Posts: Posts.OfEditorsAlways } => mayWrite,
            _ => page.CanEdit,
        };

        async Task<bool> May(string policy) => (await authorization.AuthorizeAsync(http.User, policy)).Succeeded;
    }
}
