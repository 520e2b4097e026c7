using Microsoft.AspNetCore.Authorization;
using SmartCityPia.Domain.Accounts;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>What one may do, by name. Every endpoint names one of these or says it is open to everyone.</summary>
public static class Policies
{
    public const string SignedIn = nameof(SignedIn);
    public const string ReadAssessments = nameof(ReadAssessments);
    public const string EditAssessments = nameof(EditAssessments);
    /// <summary>Editing the assessment of the address: also of those whom its lead asked in.</summary>
    public const string EditHere = nameof(EditHere);

    /// <summary>Releasing versions to readers.</summary>
    public const string Release = nameof(Release);
    public const string ReadReleased = nameof(ReadReleased);
    public const string ReadCity = nameof(ReadCity);
    public const string EditCity = nameof(EditCity);

    /// <summary>Putting a version of the city's privacy plan in force.</summary>
    public const string DecidePlan = nameof(DecidePlan);
    public const string ReadOrganisations = nameof(ReadOrganisations);
    public const string EditOrganisations = nameof(EditOrganisations);

    /// <summary>Merging changes the assessments of all agencies.</summary>
    public const string MergeOrganisations = nameof(MergeOrganisations);
    public const string ManageAccounts = nameof(ManageAccounts);
    public const string ManageSettings = nameof(ManageSettings);

    /// <summary>Setting up a new city: administrators and officers.</summary>
    public const string Begin = nameof(Begin);

    /// <summary>Loading the sample services: their assessments are of several agencies.</summary>
    public const string LoadSamples = nameof(LoadSamples);
    public const string ReadTrail = nameof(ReadTrail);
    public const string WithdrawSubmissions = nameof(WithdrawSubmissions);
    public const string RequestChanges = nameof(RequestChanges);
    public const string AskOpinion = nameof(AskOpinion);
    public const string GiveOpinion = nameof(GiveOpinion);
    public const string DecideReviews = nameof(DecideReviews);
    public const string JudgeSteps = nameof(JudgeSteps);
    public const string RecordConsultation = nameof(RecordConsultation);
    public const string CloseConditions = nameof(CloseConditions);

    /// <summary>Publishing an entry of the register, and withdrawing it.</summary>
    public const string Publish = nameof(Publish);
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
    private static readonly string[] OfReviewers = [RequestChanges, AskOpinion, DecideReviews, JudgeSteps, RecordConsultation, CloseConditions, Publish];

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        options.AddPolicy(ReadAssessments, p => p.RequireAssertion(c => MayRead(c) || TakesPart(c, ParticipantRole.Reader)));
        options.AddPolicy(EditAssessments, p => p.RequireAssertion(c => May(c, Permission.EditAssessments)));
        // Inside one assessment: by the role in the city, or because its lead asked the person in.
        options.AddPolicy(EditHere, p => p.RequireAssertion(c => May(c, Permission.EditAssessments) || TakesPart(c, ParticipantRole.Editor)));
        options.AddPolicy(Comment, p => p.RequireAssertion(c => May(c, Permission.Comment) || TakesPart(c, ParticipantRole.Commenter)));
        options.AddPolicy(Release, p => p.RequireAssertion(c => May(c, Permission.Release)));
        options.AddPolicy(ReadReleased, p => p.RequireAssertion(c => May(c, Permission.ReadReleased)));
        options.AddPolicy(ReadCity, p => p.RequireAssertion(c => May(c, Permission.ReadCity) && NoAuditorOfAPart(c)));
        options.AddPolicy(EditCity, p => p.RequireAssertion(c => May(c, Permission.EditCity)));
        options.AddPolicy(DecidePlan, p => p.RequireAssertion(c => May(c, Permission.Review) && May(c, Permission.ReadCity)));
        options.AddPolicy(ReadOrganisations, p => p.RequireAssertion(c => May(c, Permission.ReadOrganisations) && NoAuditorOfAPart(c)));
        options.AddPolicy(EditOrganisations, p => p.RequireAssertion(c => May(c, Permission.EditOrganisations)));
        options.AddPolicy(MergeOrganisations, p => p.RequireAssertion(c => May(c, Permission.MergeOrganisations)));
        options.AddPolicy(ManageAccounts, p => p.RequireAssertion(c => May(c, Permission.ManageAccounts)));
        options.AddPolicy(ManageSettings, p => p.RequireAssertion(c => May(c, Permission.ManageAccounts)));
        options.AddPolicy(Begin, p => p.RequireAssertion(c => May(c, Permission.ManageAccounts) || May(c, Permission.EditAssessments)));
        options.AddPolicy(LoadSamples, p => p.RequireAssertion(c => May(c, Permission.EditAssessments) && May(c, Permission.EditOrganisations) && c.User.IsCityWide()));
        options.AddPolicy(ReadTrail, p => p.RequireAssertion(c => May(c, Permission.ReadTrail) && c.User.MayLook()));
        options.AddPolicy(WithdrawSubmissions, p => p.RequireAssertion(c => May(c, Permission.EditAssessments)));
        foreach (var act in OfReviewers)
            options.AddPolicy(act, p => p.RequireAssertion(c => May(c, Permission.StandIn)).AddRequirements(new ActsAs(ReviewRole.Reviewer)));
        options.AddPolicy(GiveOpinion, p => p.RequireAssertion(c => May(c, Permission.StandIn)).AddRequirements(new ActsAs(ReviewRole.DataProtectionOfficer)));
        options.AddPolicy(Delegate, p => p.RequireAssertion(c => May(c, Permission.Review)));
        options.AddPolicy(ReadAuditNotes, p => p.RequireAssertion(c => May(c, Permission.ReadAuditNotes) && c.User.MayLook()));
        options.AddPolicy(WriteAuditNotes, p => p.RequireAssertion(c => May(c, Permission.Audit) && c.User.MayLook()));
        options.AddPolicy(ReadDescriptions, p => p.RequireAuthenticatedUser().RequireAssertion(c => c.Resource is HttpContext http && http.IsDescription()
            ? May(c, Permission.AskVendors) || May(c, Permission.Describe) : MayRead(c) || TakesPart(c, ParticipantRole.Reader)));
        options.AddPolicy(AnswerRequests, p => p.RequireAuthenticatedUser().RequireAssertion(c => !May(c, Permission.Audit)));
        options.AddPolicy(SeeRequests, p => p.RequireAssertion(c => May(c, Permission.AskVendors) || May(c, Permission.Describe)));
        options.AddPolicy(Describe, p => p.RequireAssertion(c => May(c, Permission.Describe)));
        options.AddPolicy(AskVendors, p => p.RequireAssertion(c => May(c, Permission.AskVendors)));
        options.AddPolicy(Provision, p => p.AddAuthenticationSchemes(DirectoryScheme).RequireAuthenticatedUser());
        options.FallbackPolicy = options.GetPolicy(SignedIn);
    }

    private static bool May(AuthorizationHandlerContext context, Permission permission) => context.User.May(permission);

    private static bool MayRead(AuthorizationHandlerContext context) => context.User.May(Permission.ReadAssessments) && context.User.MayLook();

    /// <summary>In the assessment of the address; of pages about all of them, in any.</summary>
    private static bool TakesPart(AuthorizationHandlerContext context, ParticipantRole least) =>
        context.Resource is HttpContext http && http.GetRouteValue("reference") is string reference ? context.User.PartIn(reference) >= least : context.User.TakesPart(least);

    /// <summary>What shows the city as a whole is open to an auditor of the whole city alone.</summary>
    private static bool NoAuditorOfAPart(AuthorizationHandlerContext context) => !context.User.IsAuditorOfAPart();
}
