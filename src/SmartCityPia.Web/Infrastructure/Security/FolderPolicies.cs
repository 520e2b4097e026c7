using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Which policy opens which folder. A folder that is missing here fails the test that walks all endpoints.</summary>
internal static class FolderPolicies
{
    private static readonly string[] InsideAnAssessment =
        ["/Dossiers", "/Dossiers/Screening", "/Dossiers/Principles", "/Dossiers/Risks", "/Dossiers/Measures", "/Dossiers/Submit", "/Dossiers/Versions", "/Reviews", "/Reviews/Comments", "/Reviews/Incidents"];

    /// <summary>Pages that a vendor's description has too, under <c>/descriptions/…</c>. A page that is not named here has no such address.</summary>
    private static readonly string[] InADescription =
    [
        "/Dossiers/Services/Index", "/Dossiers/Services/Purpose", "/Dossiers/Services/Group", "/Dossiers/Stakeholders/Index", "/Dossiers/Stakeholders/Stakeholder", "/Dossiers/Data/Index", "/Dossiers/Data/Dataset", "/Dossiers/Data/Item",
        "/Dossiers/Flows/Index", "/Dossiers/Flows/Flow", "/Dossiers/Flows/Csv", "/Findings/Index", "/Findings/Finding", "/Evidence/Index", "/Evidence/New", "/Evidence/Item", "/Evidence/File",
    ];

    public static void Add(PageConventionCollection pages)
    {
        foreach (var folder in InsideAnAssessment)
            AuthorizeFolder(pages, folder, Policies.ReadAssessments);
        // How far a computation is: also of one that an assessment's findings wait for.
        pages.AddFolderApplicationModelConvention("/City", page => page.EndpointMetadata.Add(new AuthorizeAttribute(page.ViewEnginePath == "/City/Run" ? Policies.ReadAssessments : Policies.ReadCity)));
        AuthorizeFolder(pages, "/Trail/Auditors", Policies.ManageAccounts);
        AuthorizeFolder(pages, "/Trail/Notes", Policies.ReadAuditNotes);
        pages.AuthorizePage("/Trail/Notes/Assessment", Policies.ReadAssessments);
        AuthorizeFolder(pages, "/Trail/Verification", Policies.SignedIn);
        pages.AuthorizePage("/City/Coalition", Policies.EditCity);
        foreach (var folder in new[] { "/Dossiers/Services", "/Dossiers/Stakeholders", "/Dossiers/Data", "/Dossiers/Flows", "/Findings", "/Evidence" })
            AuthorizeFolder(pages, folder, Policies.ReadDescriptions);
        foreach (var page in InADescription)
            pages.AddPageRouteModelConvention(page, AlsoInADescription);
        foreach (var page in new[] { "/Submissions/Overview", "/Submissions/Export" })
            pages.AuthorizePage(page, Policies.SeeRequests);
        foreach (var page in new[] { "/Submissions/Start", "/Submissions/Check", "/Submissions/Answer" })
            pages.AuthorizePage(page, Policies.Describe);
        foreach (var page in new[] { "/Submissions/Index", "/Submissions/New", "/Submissions/Compare", "/Submissions/Remark", "/Submissions/Withdraw", "/Submissions/People" })
            pages.AuthorizePage(page, Policies.AskVendors);
        pages.AuthorizePage("/Submissions/ExportAssessment", Policies.ReadAssessments);
        pages.AuthorizePage("/Submissions/Schema", Policies.SignedIn);
        AuthorizeFolder(pages, "/Home", Policies.SignedIn);
        AuthorizeFolder(pages, "/Catalogue", Policies.SignedIn);
        AuthorizeFolder(pages, "/Glossary", Policies.SignedIn);
        // Everybody has notices; the pages show each person their own.
        AuthorizeFolder(pages, "/Notices", Policies.SignedIn);
        // Anybody may be asked; the page shows each person what is theirs.
        AuthorizeFolder(pages, "/Evidence/Requests", Policies.SignedIn);
        AuthorizeFolder(pages, "/Organisations", Policies.ReadOrganisations);
        AuthorizeFolder(pages, "/Accounts", Policies.SignedIn);
        pages.AuthorizePage("/Accounts/Index", Policies.ManageAccounts);
        pages.AuthorizePage("/Accounts/Invite", Policies.ManageAccounts);
        foreach (var page in new[] { "/Trail/Index", "/Trail/Lines", "/Trail/Check", "/Trail/Anchor" })
            pages.AuthorizePage(page, Policies.ReadTrail);
        foreach (var page in new[] { "/Trail/Assessment", "/Trail/AssessmentLines" })
            pages.AuthorizePage(page, Policies.ReadAssessments);
        pages.AuthorizePage("/Dossiers/New", Policies.EditAssessments);
        pages.AuthorizePage("/Organisations/Edit", Policies.EditOrganisations);

        pages.AuthorizePage("/Reviews/Withdraw", Policies.WithdrawSubmissions);
        pages.AuthorizePage("/Reviews/RequestChanges", Policies.RequestChanges);
        pages.AuthorizePage("/Reviews/AskOpinion", Policies.AskOpinion);
        pages.AuthorizePage("/Reviews/GiveOpinion", Policies.GiveOpinion);
        pages.AuthorizePage("/Reviews/Decide", Policies.DecideReviews);
        pages.AuthorizePage("/Reviews/Judge", Policies.JudgeSteps);
        pages.AuthorizePage("/Reviews/Consult", Policies.RecordConsultation);
        pages.AuthorizePage("/Reviews/CloseCondition", Policies.CloseConditions);
        pages.AuthorizePage("/Reviews/Deputies", Policies.Delegate);
        pages.AuthorizePage("/Reviews/Comments/New", Policies.Comment);
        pages.AuthorizePage("/Dossiers/Versions/Restore", Policies.EditAssessments);

        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.AddPageRoute("/Organisations/Edit", "organisations/new");
        pages.AddPageRoute("/City/Coalition", "city/coalitions/new");
        pages.AddPageRoute("/City/Organisation", "city/outsider");
        pages.AddPageRoute("/Dossiers/Stakeholders/Stakeholder", "descriptions/{reference}/stakeholders/new");
        pages.AddPageRoute("/Dossiers/Flows/Flow", "descriptions/{reference}/flows/new");
        pages.AddPageRoute("/Dossiers/Stakeholders/Stakeholder", "assessments/{reference}/stakeholders/new");
        pages.AddPageRoute("/Dossiers/Flows/Flow", "assessments/{reference}/flows/new");
        pages.AddPageRoute("/Dossiers/Risks/Risk", "assessments/{reference}/risks/new");
        pages.AddPageRoute("/Reviews/Incidents/Incident", "assessments/{reference}/incidents/new");
        pages.AddPageRoute("/Dossiers/Measures/Measure", "assessments/{reference}/measures/new");
    }

    /// <summary>Of the pages that lie in the folder itself: a folder inside it has a policy of its own.</summary>
    private static void AuthorizeFolder(PageConventionCollection pages, string folder, string policy) =>
        pages.AddFolderApplicationModelConvention(folder, page =>
        {
            if (page.ViewEnginePath[..page.ViewEnginePath.LastIndexOf('/')] == folder)
                page.EndpointMetadata.Add(new AuthorizeAttribute(policy));
        });

    private static void AlsoInADescription(PageRouteModel page)
    {
        foreach (var selector in page.Selectors.ToList())
        {
            if (selector.AttributeRouteModel?.Template is { } template && template.StartsWith("assessments/", StringComparison.Ordinal))
            {
                page.Selectors.Add(new(selector)
                {
                    AttributeRouteModel = new(selector.AttributeRouteModel) { Template = "descriptions/" + template["assessments/".Length..], SuppressLinkGeneration = true },
                });
            }
        }
    }
}
