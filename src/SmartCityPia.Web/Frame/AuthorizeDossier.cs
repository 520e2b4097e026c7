using System.Security.Claims;
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
        page.MayEdit = await May(page.IsDescription ? Policies.Describe : Policies.EditHere);
        page.MayLead = page.MayEdit && (page.IsDescription || await May(Policies.EditAssessments));
        // The city decides the findings of a vendor's description.
        var mayWrite = page.MayEdit && !(page.IsDescription && page.Step == Step.Findings);
        page.CanEdit = mayWrite && !page.Assessment.IsReadOnly;
        return async () => page.Access switch
        {
            { PostPolicy: { } policy } => await May(policy),
            { Posts: Posts.OfReaders } => page.IsDescription || IsOpen(Policies.Comment),
            { Posts: Posts.OfEditorsAlways } => mayWrite,
            _ => page.CanEdit,
        };

        async Task<bool> May(string policy) => (page.IsDescription || IsOpen(policy)) && (await authorization.AuthorizeAsync(http.User, http, policy)).Succeeded;

        bool IsOpen(string policy) => IsOpenIn(http.User, page.Assessment, policy);
    }

    /// <summary>Whether the person may do in one assessment what the policy says; for pages about several.</summary>
    public async Task<bool> May(ClaimsPrincipal user, Assessment assessment, string policy) =>
        IsOpenIn(user, assessment, policy) && (await authorization.AuthorizeAsync(user, policy)).Succeeded;

    // Whoever sees it because its lead asked them in may there what the lead gave, whatever their role gives them elsewhere.
    private static bool IsOpenIn(ClaimsPrincipal user, Assessment assessment, string policy) =>
        user.Viewer().SeesByRole(assessment) || user.IsAuditor() || user.PartIn(assessment.Reference) is not { } part || policy switch
        {
            Policies.EditHere => part == ParticipantRole.Editor,
            Policies.Comment => part >= ParticipantRole.Commenter,
            Policies.ReadAssessments or Policies.ReadDescriptions => true,
            _ => false,
        };
}
