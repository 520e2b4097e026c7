using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Which policy opens which folder. A folder that is missing here fails the test that walks all endpoints.</summary>
internal static class FolderPolicies
{
    private static readonly string[] InsideAnAssessment =
        ["/Assessments", "/Screening", "/Principles", "/Risks", "/Measures", "/Submission", "/Versions", "/Reviews", "/Comments", "/Incidents"];

    /// <summary>Pages that a vendor's description has too, under <c>/descriptions/…</c>. A page that is not named here has no such address.</summary>
    private static readonly string[] InADescription =
    [
        "/Services/Index", "/Services/Purpose", "/Services/Group", "/Stakeholders/Index", "/Stakeholders/Stakeholder", "/Data/Index", "/Data/Dataset", "/Data/Item",
        "/Flows/Index", "/Flows/Flow", "/Flows/Csv", "/Findings/Index", "/Findings/Finding", "/Evidence/Index", "/Evidence/New", "/Evidence/Item", "/Evidence/File",
    ];

    public static void Add(PageConventionCollection pages)
    {
        foreach (var folder in InsideAnAssessment)
            pages.AuthorizeFolder(folder, Policies.ReadAssessments);
        // How far a computation is: also of one that an assessment's findings wait for.
        pages.AddFolderApplicationModelConvention("/City", page => page.EndpointMetadata.Add(new AuthorizeAttribute(page.ViewEnginePath == "/City/Run" ? Policies.ReadAssessments : Policies.ReadCity)));
        pages.AuthorizeFolder("/Auditors", Policies.ManageAccounts);
        pages.AuthorizeFolder("/AuditNotes", Policies.ReadAuditNotes);
        pages.AuthorizePage("/AuditNotes/Assessment", Policies.ReadAssessments);
        pages.AuthorizeFolder("/Verification", Policies.SignedIn);
        pages.AuthorizePage("/City/Coalition", Policies.EditCity);
        foreach (var folder in new[] { "/Services", "/Stakeholders", "/Data", "/Flows", "/Findings", "/Evidence" })
            pages.AuthorizeFolder(folder, Policies.ReadDescriptions);
        foreach (var page in InADescription)
            pages.AddPageRouteModelConvention(page, AlsoInADescription);
        foreach (var page in new[] { "/Descriptions/Overview", "/Descriptions/Export" })
            pages.AuthorizePage(page, Policies.SeeRequests);
        foreach (var page in new[] { "/Descriptions/Start", "/Descriptions/Check", "/Descriptions/Answer" })
            pages.AuthorizePage(page, Policies.Describe);
        foreach (var page in new[] { "/Descriptions/Index", "/Descriptions/New", "/Descriptions/Compare", "/Descriptions/Remark", "/Descriptions/Withdraw", "/Descriptions/People" })
            pages.AuthorizePage(page, Policies.AskVendors);
        pages.AuthorizePage("/Descriptions/ExportAssessment", Policies.ReadAssessments);
        pages.AuthorizePage("/Descriptions/Schema", Policies.SignedIn);
        pages.AuthorizeFolder("/Home", Policies.SignedIn);
        pages.AuthorizeFolder("/Catalogue", Policies.SignedIn);
        pages.AuthorizeFolder("/Glossary", Policies.SignedIn);
        // Everybody has notices; the pages show each person their own.
        pages.AuthorizeFolder("/Notices", Policies.SignedIn);
        // Anybody may be asked; the page shows each person what is theirs.
        pages.AuthorizeFolder("/EvidenceRequests", Policies.SignedIn);
        pages.AuthorizeFolder("/Organisations", Policies.ReadOrganisations);
        pages.AuthorizeFolder("/Accounts", Policies.SignedIn);
        pages.AuthorizePage("/Accounts/Index", Policies.ManageAccounts);
        pages.AuthorizePage("/Accounts/Invite", Policies.ManageAccounts);
        foreach (var page in new[] { "/History/Index", "/History/Lines", "/History/Check", "/History/Anchor" })
            pages.AuthorizePage(page, Policies.ReadTrail);
        foreach (var page in new[] { "/History/Assessment", "/History/AssessmentLines" })
            pages.AuthorizePage(page, Policies.ReadAssessments);
        pages.AuthorizePage("/Assessments/New", Policies.EditAssessments);
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
        pages.AuthorizePage("/Comments/New", Policies.Comment);
        pages.AuthorizePage("/Versions/Restore", Policies.EditAssessments);

        // Where a row has the plural of its step, the bare address is the list; adding one gets a word of its own.
        pages.AddPageRoute("/Organisations/Edit", "organisations/new");
        pages.AddPageRoute("/City/Coalition", "city/coalitions/new");
        pages.AddPageRoute("/City/Organisation", "city/outsider");
        pages.AddPageRoute("/Stakeholders/Stakeholder", "descriptions/{reference}/stakeholders/new");
        pages.AddPageRoute("/Flows/Flow", "descriptions/{reference}/flows/new");
        pages.AddPageRoute("/Stakeholders/Stakeholder", "assessments/{reference}/stakeholders/new");
        pages.AddPageRoute("/Flows/Flow", "assessments/{reference}/flows/new");
        pages.AddPageRoute("/Risks/Risk", "assessments/{reference}/risks/new");
        pages.AddPageRoute("/Incidents/Incident", "assessments/{reference}/incidents/new");
        pages.AddPageRoute("/Measures/Measure", "assessments/{reference}/measures/new");
    }

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
