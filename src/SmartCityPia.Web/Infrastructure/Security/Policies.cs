using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What one may do, by name. Every endpoint names one of these or says it is open to everyone.</summary>
public static class Policies
{
    public const string SignedIn = nameof(SignedIn);
    public const string ReadAssessments = nameof(ReadAssessments);
    public const string EditAssessments = nameof(EditAssessments);
    public const string ReadCity = nameof(ReadCity);
    public const string EditCity = nameof(EditCity);
    public const string ReadOrganisations = nameof(ReadOrganisations);
    public const string EditOrganisations = nameof(EditOrganisations);

    /// <summary>Merging changes the assessments of all agencies.</summary>
    public const string MergeOrganisations = nameof(MergeOrganisations);
    public const string ManageAccounts = nameof(ManageAccounts);
    public const string ManageSettings = nameof(ManageSettings);
    public const string ReadTrail = nameof(ReadTrail);
    public const string WithdrawSubmissions = nameof(WithdrawSubmissions);
    public const string RequestChanges = nameof(RequestChanges);
    public const string AskOpinion = nameof(AskOpinion);
    public const string GiveOpinion = nameof(GiveOpinion);
    public const string DecideReviews = nameof(DecideReviews);
    public const string JudgeSteps = nameof(JudgeSteps);
    public const string RecordConsultation = nameof(RecordConsultation);
    public const string CloseConditions = nameof(CloseConditions);
    public const string Delegate = nameof(Delegate);
    public const string Comment = nameof(Comment);
    public const string ReadAuditNotes = nameof(ReadAuditNotes);
    public const string WriteAuditNotes = nameof(WriteAuditNotes);

    /// <summary>Answering requests for evidence. Auditors may only ask.</summary>
    public const string AnswerRequests = nameof(AnswerRequests);

    /// <summary>Pages that assessments and vendors' descriptions share: the address says which it is, the database whose.</summary>
    public const string ReadDescriptions = nameof(ReadDescriptions);
    public const string SeeRequests = nameof(SeeRequests);
    public const string Describe = nameof(Describe);
    public const string AskVendors = nameof(AskVendors);

    /// <summary>A provider's directory, by its token. No person may.</summary>
    public const string Provision = nameof(Provision);

    /// <summary>The way in of a directory.</summary>
    public const string DirectoryScheme = "directory";

    /// <summary>Acts that a reviewer does, or a deputy.</summary>
    private static readonly string[] OfReviewers = [RequestChanges, AskOpinion, DecideReviews, JudgeSteps, RecordConsultation, CloseConditions];

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(ReadAssessments, p => p.RequireAssertion(c => MayRead(c.User)));
        options.AddPolicy(EditAssessments, p => p.RequireRole(Roles.Officer));
        options.AddPolicy(ReadCity, p => p.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor).RequireAssertion(NoAuditorOfAPart));
        options.AddPolicy(EditCity, p => p.RequireRole(Roles.Officer));
        options.AddPolicy(ReadOrganisations, p => p.RequireRole(Roles.Officer, Roles.Reviewer, Roles.Auditor, Roles.Administrator).RequireAssertion(NoAuditorOfAPart));
        options.AddPolicy(EditOrganisations, p => p.RequireRole(Roles.Officer, Roles.Administrator));
        options.AddPolicy(MergeOrganisations, p => p.RequireRole(Roles.Administrator));
        options.AddPolicy(ManageAccounts, p => p.RequireRole(Roles.Administrator));
        options.AddPolicy(ManageSettings, p => p.RequireRole(Roles.Administrator));
        options.AddPolicy(ReadTrail, p => p.RequireRole(Roles.Auditor, Roles.Administrator).RequireAssertion(c => c.User.MayLook()));
        options.AddPolicy(WithdrawSubmissions, p => p.RequireRole(Roles.Officer));
        foreach (var act in OfReviewers)
            options.AddPolicy(act, p => p.RequireRole(Roles.Officer, Roles.Reviewer).AddRequirements(new ActsAs(ReviewRole.Reviewer)));
        options.AddPolicy(GiveOpinion, p => p.RequireRole(Roles.Officer, Roles.Reviewer).AddRequirements(new ActsAs(ReviewRole.DataProtectionOfficer)));
        options.AddPolicy(Delegate, p => p.RequireRole(Roles.Reviewer));
        options.AddPolicy(Comment, p => p.RequireRole(Roles.Officer, Roles.Reviewer));
        options.AddPolicy(ReadAuditNotes, p => p.RequireRole(Roles.Auditor, Roles.Administrator, Roles.Officer, Roles.Reviewer).RequireAssertion(c => c.User.MayLook()));
        options.AddPolicy(WriteAuditNotes, p => p.RequireRole(Roles.Auditor).RequireAssertion(c => c.User.MayLook()));
        options.AddPolicy(ReadDescriptions, p => p.RequireAuthenticatedUser().RequireAssertion(c => c.Resource is HttpContext http && http.IsDescription()
            ? c.User.IsInRole(Roles.Officer) || c.User.IsInRole(Roles.Vendor) : MayRead(c.User)));
        options.AddPolicy(AnswerRequests, p => p.RequireAuthenticatedUser().RequireAssertion(c => !c.User.IsInRole(Roles.Auditor)));
        options.AddPolicy(SeeRequests, p => p.RequireRole(Roles.Officer, Roles.Vendor));
        options.AddPolicy(Describe, p => p.RequireRole(Roles.Vendor));
        options.AddPolicy(AskVendors, p => p.RequireRole(Roles.Officer));
        options.AddPolicy(Provision, p => p.AddAuthenticationSchemes(DirectoryScheme).RequireAuthenticatedUser());
        options.FallbackPolicy = options.GetPolicy(SignedIn);
    }

    private static bool MayRead(ClaimsPrincipal user) => (user.IsInRole(Roles.Officer) || user.IsInRole(Roles.Reviewer) || user.IsInRole(Roles.Auditor)) && user.MayLook();

    /// <summary>What shows the city as a whole is open to an auditor of the whole city alone.</summary>
    private static bool NoAuditorOfAPart(AuthorizationHandlerContext context) => !context.User.IsAuditorOfAPart();
}
